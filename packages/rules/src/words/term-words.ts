import { type Cursor } from "../reading/index.ts";
import { durationWords } from "./glossary.ts";
import { textAt } from "./text-at.ts";

/** How often and from when until when a rule acts, and what else is said of it as a whole: a sentence each. */
export function termWords(at: Cursor): readonly string[] {
  const [from, until] = [textAt(at, "effective_from"), textAt(at, "effective_until")];
  return [
    ...onceWords(at),
    ...(from === undefined ? [] : [`it begins on ${timeWords(from)}`]),
    ...(until === undefined ? [] : [`it ends on ${timeWords(until)}`]),
    ...(textAt(at, "safety") === "true"
      ? ["it is told of when it acts too often, and never paused for that"]
      : []),
    ...(textAt(at, "backdate") === "true"
      ? ["when it is new, its clocks count what had passed before it decided"]
      : []),
    ...(textAt(at, "in_flight") === "follow"
      ? ["ladders it has started follow what is changed of them meanwhile"]
      : []),
  ];
}

function onceWords(at: Cursor): readonly string[] {
  const per = textAt(at, "once") ?? textAt(at, "once", "per");
  const every = textAt(at, "once", "every");
  if (per === "stage_entry") return ["once for each time the card enters a stage"];
  if (per !== "card") return [];
  return [every === undefined ? "once on a card" : `at most once in ${durationWords(every)} on a card`];
}

/** `2026-12-01T00:00` as `2026-12-01, 00:00`; with an offset it keeps it. */
const timeWords = (time: string): string => time.replace("T", ", ");
