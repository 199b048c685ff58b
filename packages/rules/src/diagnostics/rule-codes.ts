/** Faults of what a file says, once it can be read: shapes, names, and what does not go together. */
export const RULE_CODES = {
  "file-header": {
    meaning: "A file does not begin with `schema: corridor/v1` and a `kind:` there is.",
    wrong: "`kind: rule`",
    cure: "`kind: rules`",
  },
  "file-kind": {
    meaning: "A practice, lifecycle or policies file is missing, or there are two of one.",
    wrong: "two files of `kind: lifecycle`",
    cure: "one of them",
  },
  "shape-unknown-key": {
    meaning: "A key that means nothing at this place.",
    wrong: "`whne:`",
    cure: "`when:`",
  },
  "shape-missing": {
    meaning: "A key that must be there is missing.",
    wrong: "a rule without `name`",
    cure: "the name staff will read",
  },
  "shape-type": {
    meaning: "A value of the wrong kind: a list where text belongs.",
    wrong: "`id: [a]`",
    cure: "`id: a`",
  },
  "shape-value": {
    meaning: "A value that can not stand here.",
    wrong: "`pick: least_busy`",
    cure: "`pick: least_loaded`",
  },
  "name-unknown": {
    meaning: "A stage, state, field, role, policy, template, calendar or connector that does not exist.",
    wrong: "`role: front_dsk`",
    cure: "`role: front_desk`",
  },
  "name-duplicate": {
    meaning: "The same name is given to two things.",
    wrong: "two rules with the id `reminders`",
    cure: "a name of its own for each",
  },
  "calendar-invalid": {
    meaning: "A calendar that can not be kept: bad hours, days or holidays.",
    wrong: '`mon: ["17:00-17:00"]`',
    cure: '`mon: ["08:00-17:00"]`',
  },
  "lifecycle-unreachable": {
    meaning: "A stage no card can ever get to.",
    wrong: "a stage that no `moves` names",
    cure: "`moves: [{ to: recall }]` in another stage",
  },
  "lifecycle-dead-end": {
    meaning: "A stage that is not final and from which no final stage is reached.",
    wrong: "a stage without `moves`",
    cure: "`final: true`, or a move",
  },
  "lifecycle-move": {
    meaning:
      "A move that contradicts its stage: out of a final one, to itself, or guarded without a sentence.",
    wrong: "`{ to: billing, if: … }`",
    cure: '`{ to: billing, if: …, because: "…" }`',
  },
  "rule-window": {
    meaning: "A rule that ends before it begins.",
    wrong: "`effective_from: 2026-12-01T00:00`, `effective_until: 2026-11-01T00:00`",
    cure: "`effective_until: 2027-01-01T00:00`",
  },
  "lifecycle-migrate": {
    meaning: "A mapping of cards from a version that is not before this one.",
    wrong: "`migrate: [{ from: 4, map: … }]` in version 4",
    cure: "`from:` the version those cards keep, and raise `version`",
  },
  "condition-shape": {
    meaning: "A condition that is neither an expression, a list, `any`, `not` nor `expr` with `because`.",
    wrong: "`if: { all: […] }`",
    cure: "`if: [ … ]`",
  },
  "trigger-key": {
    meaning: "A trigger without its key, or with two.",
    wrong: "`{ event: card.created, after: … }`",
    cure: "two entries in `when`",
  },
  "trigger-event": {
    meaning: "An event that does not exist, or a key this event does not take.",
    wrong: "`event: card.enterd`",
    cure: "`event: card.entered`",
  },
  "event-name": {
    meaning: "A name for an event of one's own that Corridor keeps, or that means something else already.",
    wrong: "`emit: card.checked`",
    cure: "`emit: chart-checked`",
  },
  "trigger-anchor": {
    meaning: "What `before` or `after` counts from is no time of the card.",
    wrong: "`before: card.stage`",
    cure: "`before: card.appointment.start`",
  },
  "trigger-steps": {
    meaning: "The steps of `by` do not stand in the order they come due, or one stands twice.",
    wrong: "`by: [2h, 1 day]`",
    cure: "`by: [1 day, 2h]`",
  },
  "trigger-twice": {
    meaning: "Two triggers of one rule count from the same time, or ask the same `while`.",
    wrong: "`{ before: …, by: 1 day }` and `{ before: …, by: 2h }` of one time",
    cure: "`{ before: …, by: [1 day, 2h] }`",
  },
  "trigger-every": {
    meaning: "A schedule that can not be kept.",
    wrong: '`every: "0 30 7 * * *"`',
    cure: '`every: "30 7 * * *"`',
  },
  "metric-counts": {
    meaning: "A metric that nothing says, or nothing can say, what it counts.",
    wrong: "`my_rate: { unit: ratio }`",
    cure: "`count` and `of` name the events",
  },
  "metric-bound": {
    meaning: "A bound that a number can not have, or from which it would not come back.",
    wrong: "`above: 18` of a ratio",
    cure: "`above: 0.18`",
  },
  "trigger-no-card": {
    meaning: "Something that needs a card, in a rule or a place where there is none.",
    wrong: "`label` in a rule that starts with `every` and no `each`",
    cure: "`each:` says on which cards it starts, or `select` finds them",
  },
  "trigger-now": {
    meaning: "A `while` that changes with the clock alone, so that nothing would ask it again.",
    wrong: "`while: now > card.appointment.start`",
    cure: "`after: card.appointment.start`",
  },
  "duration-calendar": {
    meaning: "Business time without the calendar that counts it.",
    wrong: "`for: 1 business day`",
    cure: "`for: 1 business day, calendar: front-desk`",
  },
  "action-key": {
    meaning: "An action without its key, with two, or one that does not exist.",
    wrong: "`- mesage: …`",
    cure: "`- message: …`",
  },
  "action-limit": {
    meaning:
      "More actions than a rule may have, more cards than a `select` may take, or `choose` nested too deep.",
    wrong: "26 actions",
    cure: "two rules",
  },
  "action-unreachable": {
    meaning: "An action that is never reached.",
    wrong: "an action after `stop`",
    cure: "`stop` at the end",
  },
  "select-offered": {
    meaning: "A `select` that offers a time finds those again who were offered it before.",
    wrong: "`where: it.state == \"waitlisted\"`",
    cure: "`where: it.state == \"waitlisted\" && !offered(it, event.slot)`",
  },
  "select-index": {
    meaning: "A `select` that would have to look at every card there is.",
    wrong: "`where: it.waiting`",
    cure: '`where: it.stage == "scheduling" && it.waiting`',
  },
  "select-shape": {
    meaning: "A `select` inside another or in a ladder, or one that reads the card it was started on.",
    wrong: "`then: [{ set: { count: =card.count } }]`",
    cure: "`let: { count: card.count }` and `=count`",
  },
  "choose-else": {
    meaning: "A `choose` without `else`: when no arm holds, nothing happens.",
    wrong: "`- choose: [{ if: …, then: […] }]`",
    cure: "`- else: []` as its last arm",
  },
  "policy-endless": {
    meaning: "A policy without `done_when`: an escalation of it ends only by hand or by `resolve`.",
    wrong: "`levels: […]` alone",
    cure: '`done_when: card.insurance.status == "verified"`',
  },
  "value-type": {
    meaning: "A value that does not fit the field or variable it is given to.",
    wrong: "`set: { claim.denials: many }`",
    cure: "`set: { claim.denials: 3 }`",
  },
  "field-read-only": {
    meaning: "A field that is not changed by writing it.",
    wrong: "`set: { stage: billing }`",
    cure: "`move: { to: billing }`",
  },
  "template-variable": {
    meaning: "A template is not given exactly the variables it has.",
    wrong: "`with: {}`",
    cure: "`with: { first_name: =card.patient.first_name }`",
  },
  "call-parameter": {
    meaning: "A call is not given exactly what the connector's operation takes.",
    wrong: "`with: { payr: =card.insurance.payer }`",
    cure: "`with: { payer: =card.insurance.payer }`, as `connectors` of practice.yaml has it",
  },
  "template-phi": {
    meaning: "A protected value in a template that may hold none.",
    wrong: "`phi: none` with a first name",
    cure: "`phi: minimal` in practice.yaml",
  },
  "template-file": {
    meaning: "A template file that nobody declared, or a hole in it that is no variable.",
    wrong: "`Hello {name}`",
    cure: "`Hello {first_name}`",
  },
  "condition-never": {
    meaning:
      "A condition, or an arm of a `choose`, that can never hold: it contradicts itself, what started the rule, or what was asked before.",
    wrong: '`if: [card.stage == "intake", card.stage == "billing"]`',
    cure: '`if: card.stage in ["intake", "billing"]`',
  },
  "condition-always": {
    meaning: "A condition that always holds, so that it asks nothing.",
    wrong: '`if: card.stage != "intake" || card.stage != "billing"`',
    cure: '`if: card.stage != "intake" && card.stage != "billing"`',
  },
  "rule-never-starts": {
    meaning:
      "A trigger that nothing can pull: an event no rule causes, a way no card can go, a field that is not changed by writing it.",
    wrong: "`{ event: card.changed, field: stage }`",
    cure: "`{ event: card.entered, stage: billing }`",
  },
  "rule-cycle": {
    meaning:
      "Rules that start one another in a circle. Where nothing is asked on the way round it never ends, and is an error.",
    wrong: "a rule that sets the field whose change starts it",
    cure: "a condition that becomes false on the way round",
  },
  "rule-conflict": {
    meaning: "Two rules that write one field on the same occasion, where both may act: the later one wins.",
    wrong: "two rules on `card.created` that both set `priority`",
    cure: "one rule with `choose`, or conditions that exclude each other",
  },
  "ladder-too-long": {
    meaning: "A ladder that is started so shortly before a time that the time comes before its last level.",
    wrong: "`by: 2h` and a ladder that waits `1 day`",
    cure: "`by: 2 days`, or a ladder with shorter waits",
  },
  "ladder-over": {
    meaning:
      "A ladder that is over as it begins: what ends it is so already whenever the rule acts, so nobody is told.",
    wrong: "a rule on `insurance.status` becoming `verified` that starts a ladder done when it is verified",
    cure: "a `done_when` that is not yet so, or another rule to start it",
  },
  "place-forsaken": {
    meaning:
      "A place where a card could stand for ever: no move leads out, no clock of a rule runs, nobody is given the card.",
    wrong: "a state whose only move asks for another state",
    cure: "a `while … for` rule on it, or a move",
  },
  "test-rules": {
    meaning: "The rules files a test names can not stand without others of the practice.",
    wrong: "`rules: [b.rules.yaml]` where `b` names a rule of `a`",
    cure: "`rules: [a.rules.yaml, b.rules.yaml]`",
  },
  "test-card": {
    meaning: "Something a card of a test can not begin with.",
    wrong: "`{ id: c1, enter: true, assignee: ana }`",
    cure: "`do: { assign: ana }` in a step",
  },
  "test-deed": {
    meaning: "A step of a test that does nothing, several things, or something there is not.",
    wrong: "`do: { moov: billing }`",
    cure: "`do: { move: billing }`",
  },
  "test-time": {
    meaning: "A step of a test that goes back in time.",
    wrong: "`at: 2026-11-02T08:00` after 09:00",
    cure: "`at: 2026-11-02T10:00`",
  },
  "table-shape": {
    meaning:
      "A table that is not one: no header, a row that is too short, a column that neither asks nor answers, a quote that is never closed.",
    wrong: "`card.priority,weeks: int` and a row `urgent`",
    cure: "`urgent,2`",
  },
  "table-cell": {
    meaning: "A cell that can not be read, or a value its field never has.",
    wrong: "`=> 18` in a column of numbers",
    cure: "`>= 18`",
  },
  "table-gap": {
    meaning: "Values for which no row of a table answers: what needs the answer can then not be told.",
    wrong: "rows for `surgery` and `physio` only",
    cure: "a last row of `-`",
  },
  "table-overlap": {
    meaning: "Two rows of a table with `hit: unique` that fit the same values.",
    wrong: "`>= 3` and `> 2`",
    cure: "rows that exclude each other, or `hit: first`",
  },
  "table-row-never": {
    meaning: "A row that never answers, as the rows above it fit everything it does.",
    wrong: "a row of `-` above others",
    cure: "the row of `-` as the last one",
  },
} as const;
