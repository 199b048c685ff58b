/** Rules of every kind that nothing in a move from billing to follow-up concerns: as many as asked, as a rules file. */
export function manyRules(count: number): string {
  const rules = Array.from({ length: count }, (_, i) => {
    const [when, condition] = KINDS[i % KINDS.length]?.(i) ?? ["", ""];
    return `  - id: more-${i}
    name: More ${i}
    when: [${when}]
    if: '${condition}'
    then: [{ label: { add: [more-${i}] } }]
`;
  });
  return `schema: corridor/v1\nkind: rules\nlifecycle: patient-journey\nrules:\n${rules.join("")}`;
}

const KINDS: readonly ((i: number) => readonly [when: string, condition: string])[] = [
  (i) => [
    "{ event: card.changed, field: insurance.payer }",
    `has(card.insurance.payer) && card.insurance.payer == "p${i}"`,
  ],
  (i) => [
    `{ event: call.succeeded, where: 'event.connector == "eligibility" && event.reply.code == "c${i}"' }`,
    'card.stage == "scheduling"',
  ],
  (i) => [`{ while: 'card.claim.denials > ${i}', for: 2h }`, 'card.stage == "billing"'],
  (i) => ["{ event: card.entered, state: scheduling.waitlisted }", `card.claim.denials == ${i}`],
  (i) => [`{ after: card.treatment.completed_at, by: ${i + 1}m }`, 'card.stage == "treatment"'],
];
