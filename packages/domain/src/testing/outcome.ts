import { eventData, type NewEvent } from "../events.ts";
import { isRejection, type RejectionCode } from "../rejection.ts";
import type { Decided } from "../world.ts";
import { agree, Disagreement } from "./disagreement.ts";

/** What followed, to be held against what should have. */
export interface Outcome<State> {
  readonly decided: Decided;
  /** Exactly these events, in this order. */
  then(events: readonly NewEvent[]): void;
  /** Events of these types, in this order. */
  thenTypes(...types: readonly NewEvent["type"][]): Outcome<State>;
  /** A refusal; the sentence is what a person reads. */
  thenRefused(code: RejectionCode, sentence?: string): void;
  /** Accepted, and nothing to write. */
  thenNothing(): void;
  /** The state that follows, as far as the test says. */
  thenState(part: Partial<State>): Outcome<State>;
}

export function outcome<State extends object>(
  decided: Decided,
  after: (events: readonly NewEvent[]) => State,
): Outcome<State> {
  const accepted = (): readonly NewEvent[] => {
    if (isRejection(decided)) throw new Disagreement(`refused: ${decided.because}`, decided, "events");
    for (const { type, data } of decided)
      agree(eventData[type].safeParse(data).success, true, `${type} says what its schema does not know`);
    return decided;
  };
  const self: Outcome<State> = {
    decided,
    then: (events) => agree(accepted(), events, "other events than expected"),
    thenTypes: (...types) => {
      agree(
        accepted().map((told) => told.type),
        types,
        "other events than expected",
      );
      return self;
    },
    thenRefused: (code, sentence) => {
      if (!isRejection(decided)) throw new Disagreement("accepted, not refused", decided, code);
      const { because } = decided;
      agree({ code: decided.code, because }, { code, because: sentence ?? because }, "refused otherwise");
    },
    thenNothing: () => agree(accepted(), [], "something was written"),
    thenState: (part) => {
      const state = after(accepted());
      const shown = Object.fromEntries(Object.entries(state).filter(([key]) => key in part));
      agree(shown, part, "another state than expected");
      return self;
    },
  };
  return self;
}
