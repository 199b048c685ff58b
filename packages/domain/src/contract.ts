/**
 * What the ledger's events look like: a hash over the JSON Schema of every event. Events are kept for ever, so a
 * change fails contract.test.ts until the hash and the version are set here on purpose, together with a line that
 * says what changed and how older events are still read.
 *
 * -- Version 1: the first.
 * -- Version 2: without `timer.skipped`, which nothing ever wrote.
 * -- Version 3: `card.moved` says its `reason`, empty where none was given.
 * -- Version 4: ladders that climb. `escalation.level`, `.held`, `.progressed`, `.exhausted`; `.started` says the policy
 *    it is `pinned` to, and an escalation how far it is. Older ones say less: they stand where they began and follow
 *    the rules (`escalations.ts`). `notice.queued` says until when it is held and with what it is told; older ones
 *    were neither.
 * -- Version 5: `rule.pressed`, `rule.cancelled` and `event.raised` are new.
 * -- Version 6: `cards.wanted` and `cards.chosen` are new.
 * -- Version 7: adds `card.migrated`, `lifecycle.kept`, `ruleset.noted`, `rule.paused` and `rule.resumed`.
 * -- Version 8: `appointment.freed` says at which `location`; older ones do not.
 * -- Version 9: adds `offer.made`, `.accepted`, `.declined`, `.expired` and `.withdrawn`.
 * -- Version 10: adds `message.failed`, `message.replied` and `document.received`.
 * -- Version 11: `task.added` says of which `checklist` the task is, `task.done` that and its `title`; older ones say
 *    neither. Adds `checklist.done`.
 * -- Version 12: `message.queued` says until when it waits, `notBefore`; older ones did not wait.
 * -- Version 13: adds `delivery.redriven`.
 * -- Version 14: adds `timer.skipped` and `timer.rung`.
 */
export const CONTRACT = { version: 14, hash: "9c44c2ed9eb7ea86" } as const;
