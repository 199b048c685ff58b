import type { Escalation } from "@corridor/domain";
import { levelOf } from "./clock-of.ts";
import type { LadderParts } from "./ladder.ts";

/** What the clock of an escalation will do, in a sentence for people, and which line of the policies says so. */
export interface ComingRung {
  readonly text: string;
  readonly source: { readonly file: string; readonly line: number };
}

export function comingRung(parts: LadderParts, escalation: Escalation): ComingRung {
  const { level, text } = coming(parts, escalation);
  return { text, source: { file: parts.file, line: levelOf(parts, level).line } };
}

function coming(parts: LadderParts, { level, round, held, acknowledgedBy }: Escalation) {
  const last = parts.levels.length - 1;
  if (acknowledgedBy !== null && parts.ack.pauses)
    return { level: 0, text: `begins again and ${tells(parts, 0)}, unless somebody works on it` };
  if (held) return { level: held.level, text: `${tells(parts, held.level)} when they begin work` };
  if (level < last) return { level: level + 1, text: tells(parts, level + 1) };
  if (round < parts.repeat) return { level: 0, text: `begins again and ${tells(parts, 0)}` };
  return { level: last, text: "gives up: everybody was told" };
}

function tells(parts: LadderParts, level: number): string {
  const { role, user } = levelOf(parts, level).audience;
  const who = user === null ? spoken(role) : role === null ? "the owner" : `the owner, or ${spoken(role)}`;
  return `tells ${who} (level ${level + 1} of ${parts.levels.length})`;
}

const spoken = (role: string | null): string => (role ?? "").replaceAll("_", " ");
