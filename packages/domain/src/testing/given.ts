import { evolve, type Card } from "../card.ts";
import type { CardCommand, RecordCommand } from "../commands.ts";
import { must } from "../assert.ts";
import { decide } from "../decide/decide.ts";
import { decideRecord } from "../decide/record.ts";
import type { NewEvent } from "../events.ts";
import { evolveRecord, type RecordState } from "../records.ts";
import type { Subject } from "../subject.ts";
import type { Decided } from "../world.ts";
import { agree } from "./disagreement.ts";
import { cardOf, recorded, recordOf } from "./history.ts";
import { CARD } from "./people.ts";
import { outcome, type Outcome } from "./outcome.ts";
import { type Sketch, worldOf } from "./world.ts";

/** `given(what happened).when(a command, what the world says).then(what follows)`, for a card. */
export function given(history: readonly NewEvent[]) {
  const card = cardOf(history);
  return {
    when(command: CardCommand, sketch: Sketch = {}): Outcome<Card> {
      const once = () => decide(CARD, card, command, worldOf(sketch));
      const actor = worldOf(sketch).actor;
      const after = (events: readonly NewEvent[]) =>
        must(recorded(events, { actor, root: "in-2" }).reduce(evolve, card), "a card follows");
      return outcome(twice(once), after);
    },
  };
}

/** The same for a record that cards share. */
export function givenRecord(subject: Subject, history: readonly NewEvent[]) {
  const record = recordOf(history, subject);
  return {
    when(command: RecordCommand, sketch: Sketch = {}): Outcome<RecordState> {
      const once = () => decideRecord(record, command, worldOf(sketch));
      const after = (events: readonly NewEvent[]) =>
        must(recorded(events, { subject }).reduce(evolveRecord, record), "a record follows");
      return outcome(twice(once), after);
    },
  };
}

/** The same world, the same decision: every sentence proves it in passing. */
function twice(decideOnce: () => Decided): Decided {
  const decided = decideOnce();
  agree(decideOnce(), decided, "the same world was decided differently a second time");
  return decided;
}
