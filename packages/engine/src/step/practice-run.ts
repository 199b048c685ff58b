import { type CardCommand, type Decided, decideWithoutCard, must } from "@corridor/domain";
import type { State } from "../ports/ledger.ts";
import { Run } from "./run.ts";

/** A step on the practice itself: rules may run in it, and there is no card. */
export class PracticeRun extends Run {
  override decide(command: CardCommand): Decided {
    return decideWithoutCard(command);
  }

  protected override evolved(): null {
    return null;
  }
}

type RecordOf = Extract<State, { kind: "record" }>;

/** The practice's record after one more transaction that changed it. */
export function raised({ record }: RecordOf): NonNullable<RecordOf["record"]> {
  const known = must(record, "a practice with rules has a record");
  return { ...known, version: known.version + 1 };
}
