import { type CardCommand, type Decided, decideWithoutCard } from "@corridor/domain";
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
