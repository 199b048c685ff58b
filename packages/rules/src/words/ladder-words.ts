import { type Cursor, inside, members } from "../reading/index.ts";
import { actionWords, noticeWords, type Step } from "./action-words.ts";
import { conditionWords } from "./condition-words.ts";
import { durationWords, type Glossary, plain } from "./glossary.ts";

export interface Rung {
  /** `at once`, `after 30 business minutes`. */
  readonly after: string;
  readonly tells: string;
  readonly then: readonly Step[];
}

/** An escalation policy: who is told when nobody acts. */
export interface LadderWords {
  readonly id: string;
  readonly calendar: string | null;
  readonly rungs: readonly Rung[];
  /** What ends it. */
  readonly done: readonly string[];
  readonly repeat: number;
  readonly exhausted: readonly Step[];
}

export function ladderWords(id: string, at: Cursor, glossary: Glossary): LadderWords {
  const levels = members(inside(at, "levels"));
  const calendar = inside(at, "calendar").value;
  const repeat = inside(at, "repeat").value;
  return {
    id,
    calendar: typeof calendar === "string" ? plain(calendar) : null,
    rungs: levels.map((level, i) => ({
      after: afterWords(levels[i - 1]),
      tells: noticeWords(inside(level, "notify")),
      then: actionWords(inside(level, "then"), glossary),
    })),
    done: conditionWords(inside(at, "done_when"), glossary),
    repeat: typeof repeat === "number" ? repeat : 0,
    exhausted: actionWords(inside(at, "exhausted"), glossary),
  };
}

/** A level waits for the one before it. */
function afterWords(before: Cursor | undefined): string {
  if (!before) return "at once";
  const { value } = inside(before, "wait");
  return typeof value === "string" ? `after ${durationWords(value)}` : "next";
}
