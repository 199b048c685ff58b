import { compileRuleset, renderDiagnostics, type Ruleset } from "@corridor/rules";

const practice = `
schema: corridor/v1
kind: practice
timezone: America/New_York
locations: { main: { name: Main Street } }
card_types: [visit]
calendars: { office: { open: { mon-fri: ["09:00-17:00"] } } }
roles: { front_desk: { hours: office, sees: full }, lead: { sees: full }, manager: { sees: full } }
fields: { ready: bool, count: int, patient.first_name: { type: string, phi: true } }
`.trim();
const lifecycle = `
schema: corridor/v1
kind: lifecycle
id: small
version: 1
initial: intake
stages:
  intake: { states: [new], moves: [{ to: done }] }
  done: { final: true }
`.trim();
const policies = (levels: string) =>
  `
schema: corridor/v1
kind: policies
escalations:
  chain:
    calendar: office
    done_when: card.ready
    levels:
${levels}
    ack: { timeout: 4 business hours }
    exhausted: [{ label: { add: [nobody-came] } }]
  again:
    done_when: card.ready
    levels:
      - { notify: { role: lead, via: [board] }, wait: 1h, then: [{ resolve: { policy: again } }, { escalate: { policy: again, reason: Once more } }] }
      - { notify: { role: manager, via: [board] } }
  sums:
    done_when: card.ready
    levels: [{ notify: { role: lead, via: [board] }, then: [{ set: { count: =card.count / 0 } }] }]
`.trim();
/** Front desk, lead and manager, half an hour and an hour apart. */
export const LEVELS = `
      - { notify: { role: front_desk, pick: on_shift, via: [board] }, wait: 30 business minutes }
      - { notify: { role: lead, via: [board] }, wait: 1 business hour }
      - { notify: { role: manager, via: [email] }, wait: 1 business hour }
`.slice(1, -1);
const rules = `
schema: corridor/v1
kind: rules
rules:
  - { id: help, name: Help, when: [{ event: card.changed, field: count, to: 1 }], then: [{ escalate: { policy: chain, reason: Nobody came } }] }
  - { id: helped, name: Helped, when: [{ event: card.changed, field: count, to: 2 }], then: [{ resolve: { policy: chain } }] }
  - { id: once-more, name: Once more, when: [{ event: card.changed, field: count, to: 3 }], then: [{ escalate: { policy: again, reason: Again } }] }
  - { id: sum, name: Sum, when: [{ event: card.changed, field: count, to: 4 }], then: [{ escalate: { policy: sums, reason: Sum } }] }
  - { id: gave-up, name: Gave up, when: [{ event: escalation.exhausted, where: 'event.policy == "chain"' }], then: [{ set: { count: 9 } }] }
`.trim();

/** A small practice whose rules start ladders: `count` says which. */
export function ladderRules(levels = LEVELS): Ruleset {
  const files = {
    ...{ "practice.yaml": practice, "lifecycle.yaml": lifecycle },
    ...{ "policies.yaml": policies(levels), "a.rules.yaml": rules },
  };
  const made = compileRuleset(files);
  if (!made.ok) throw new Error(renderDiagnostics(made.diagnostics, files));
  return made.ruleset;
}
