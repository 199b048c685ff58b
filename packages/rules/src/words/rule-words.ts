import { type Cursor, entries, inside, lineOf, members } from "../reading/index.ts";
import { actionWords, type Step } from "./action-words.ts";
import { nounOf } from "./clause.ts";
import { conditionWords } from "./condition-words.ts";
import { type Glossary, plain } from "./glossary.ts";
import { stagesOf } from "./stages-of.ts";
import { termWords } from "./term-words.ts";
import { textAt } from "./text-at.ts";
import { triggerWords } from "./trigger-words.ts";

/** One rule as staff read it. */
export interface RuleWords {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly enabled: boolean | "shadow";
  readonly description: string | null;
  readonly owner: string | null;
  /** Ids of the stages it is about; none: it holds wherever the card is. */
  readonly stages: readonly string[];
  /** The key of each trigger: `event`, `before`, `while` … */
  readonly starts: readonly string[];
  /** Each one alone starts it. */
  readonly when: readonly string[];
  /** What names stand for in what it asks and does. */
  readonly given: readonly Given[];
  /** All must hold. */
  readonly holds: readonly string[];
  readonly then: readonly Step[];
  readonly otherwise: readonly Step[];
  /** How often it acts and between which times, and what else is said of it as a whole. */
  readonly terms: readonly string[];
}

export interface Given {
  /** `weeks is what the table says of treatment type`. */
  readonly text: string;
  /** The id of the table it is looked up in; null where it is reckoned. */
  readonly table: string | null;
}

const TRIGGERS = ["event", "before", "after", "while", "every", "metric", "manual"] as const;

export function ruleWords(at: Cursor, glossary: Glossary): RuleWords {
  const triggers = members(inside(at, "when"));
  const enabled = inside(at, "enabled").value;
  return {
    id: textAt(at, "id") ?? "",
    name: textAt(at, "name") ?? "",
    file: at.file.file,
    line: lineOf(at),
    enabled: enabled === false || enabled === "shadow" ? enabled : true,
    description: textAt(at, "description") ?? null,
    owner: textAt(at, "owner") ?? null,
    stages: stagesOf(at, Object.keys(glossary.stages)),
    starts: triggers.map(
      (trigger) => TRIGGERS.find((key) => inside(trigger, key).value !== undefined) ?? "other",
    ),
    when: triggers.map((trigger) => triggerWords(trigger, glossary)),
    given: givenWords(inside(at, "let")),
    holds: conditionWords(inside(at, "if"), glossary),
    then: actionWords(inside(at, "then"), glossary),
    otherwise: actionWords(inside(at, "else"), glossary),
    terms: termWords(at),
  };
}

function givenWords(at: Cursor): readonly Given[] {
  return entries(at).map(([name, value]) => {
    const table = textAt(value, "table");
    if (table !== undefined) return { text: `${plain(name)} is what the table ${plain(table)} says`, table };
    const written =
      typeof value.value === "string" ? nounOf(value.value) : `\`${JSON.stringify(value.value)}\``;
    return { text: `${plain(name)} is ${written}`, table: null };
  });
}
