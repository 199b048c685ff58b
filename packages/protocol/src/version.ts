/**
 * The version of the wire, and what it looked like then: a hash over the JSON Schema of every message. Changing a
 * message fails version.test.ts until a line is added here that says what changed.
 *
 * -- Version 1: the first.
 * -- Version 2: an import says the path of what it rejects, its warnings and its counts by type.
 * -- Version 3: text and field values are sent plain; pointers and texts of parts are refused.
 * -- Version 4: ids hold no `|` and no control characters, words no control characters; an event to undo is named in full.
 * -- Version 5: an escalation says its reason, when it goes on, and whether everybody was told.
 * -- Version 6: a trace shows the arms that were asked, an explanation the rules beside, why-not the clause and the change.
 * -- Version 7: a card says which buttons its viewer has, `press` presses one, and other systems tell events.
 * -- Version 8: what new rules would do, history, differences and activation of rulesets; pausing rules and how they
 *    fare; bringing cards under another lifecycle.
 * -- Version 9: the tests among rules files are run.
 * -- Version 10: a card says which times are offered to its patient; `offer.accept` and `offer.decline` answer.
 * -- Version 11: a rule that keeps going wrong is said to be unhealthy.
 * -- Version 12: why-not tells of ladders too, and which two changes together would let a rule act.
 * -- Version 13: conditions are told in words too, the rules say up to which place of the history they are right, and a
 *    task may belong to a checklist.
 * -- Version 14: what leaves the house is listed, and what was given up of it begun anew.
 * -- Version 15: a clock says whether it may be handled; `timer.skip` passes it over, `timer.ring` rings it at once.
 * -- Version 16: a stage says which states follow which, and who may let a card in over its limit.
 * -- Version 17: the text of a ruleset may become another that says the same.
 */
export const contracts = [
  { version: 1, contract: "b0ab9b7d04359dea" },
  { version: 2, contract: "e2d5cfdb065557fe" },
  { version: 3, contract: "85e5494eb4a5cc45" },
  { version: 4, contract: "037e63de7c947402" },
  { version: 5, contract: "5bdbae7fd4602016" },
  { version: 6, contract: "fc69616cd10943d9" },
  { version: 7, contract: "35f63f4b19fa2143" },
  { version: 8, contract: "9a8bd8d321dceb7a" },
  { version: 9, contract: "2bdaaa2ede4ab17a" },
  { version: 10, contract: "4d2dc108416352e7" },
  { version: 11, contract: "edad1d2a709993a1" },
  { version: 12, contract: "cc56ee8940158253" },
  { version: 13, contract: "5184bc092eabfaeb" },
  { version: 14, contract: "6aa6ddda8c6fda10" },
  { version: 15, contract: "cc377b646d8ad761" },
  { version: 16, contract: "adc9c7663f605313" },
  { version: 17, contract: "058f6502df4b6764" },
] as const;

export const PROTOCOL_VERSION = 17;
