import { type Cursor, entries, inside, members, top } from "../reading/index.ts";
import { readYaml } from "../yaml/index.ts";
import { conditionWords } from "./condition-words.ts";
import { type Glossary, named } from "./glossary.ts";
import { type LadderWords, ladderWords } from "./ladder-words.ts";
import { type MatrixRow, matrixOf } from "./matrix.ts";
import { type RuleWords, ruleWords } from "./rule-words.ts";
import { type TableWords, tablesInWords } from "./table-words.ts";
import { textAt } from "./text-at.ts";

export interface StageWords {
  readonly id: string;
  readonly name: string;
  readonly final: boolean;
  readonly initial: boolean;
  readonly states: readonly string[];
  readonly moves: readonly MoveWords[];
}

export interface MoveWords {
  readonly to: string;
  /** What must hold for it; none: it is always allowed. */
  readonly when: readonly string[];
  readonly because: string | null;
}

/** A practice's rules as its staff read them. */
export interface RulesBook {
  readonly lifecycle: string | null;
  readonly stages: readonly StageWords[];
  readonly rules: readonly RuleWords[];
  readonly ladders: readonly LadderWords[];
  readonly tables: readonly TableWords[];
  readonly matrix: readonly MatrixRow[];
}

/**
 * Puts rules files into words. It looks at what is written, not whether it is right: a file that is no YAML is left
 * out, and what has no words stands there as it was written.
 */
export function rulesInWords(files: Readonly<Record<string, string>>): RulesBook {
  const tops = Object.keys(files)
    .sort()
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => readYaml(name, files[name] as string))
    .filter((file) => file.ok)
    .map(top);
  const ofKind = (kind: string): readonly Cursor[] => tops.filter((at) => textAt(at, "kind") === kind);
  const [lifecycle] = ofKind("lifecycle");
  const glossary = glossaryOf(lifecycle);
  const stages = lifecycle ? stagesIn(lifecycle, glossary) : [];
  const rules = ofKind("rules")
    .flatMap((at) => members(inside(at, "rules")))
    .map((at) => ruleWords(at, glossary));
  return {
    lifecycle: (lifecycle && textAt(lifecycle, "id")) ?? null,
    ...{ stages, rules },
    ladders: ofKind("policies")
      .flatMap((at) => entries(inside(at, "escalations")))
      .map(([id, at]) => ladderWords(id, at, glossary)),
    tables: tablesInWords(files, ofKind("rules")),
    matrix: matrixOf(stages, rules),
  };
}

function glossaryOf(lifecycle: Cursor | undefined): Glossary {
  const stages = lifecycle ? entries(inside(lifecycle, "stages")) : [];
  return { stages: Object.fromEntries(stages.map(([id, at]) => [id, textAt(at, "name") ?? named(id)])) };
}

function stagesIn(lifecycle: Cursor, glossary: Glossary): readonly StageWords[] {
  const initial = (textAt(lifecycle, "initial") ?? "").split(".")[0];
  return entries(inside(lifecycle, "stages")).map(([id, at]) => ({
    id,
    name: glossary.stages[id] ?? id,
    final: inside(at, "final").value === true,
    initial: id === initial,
    states: members(inside(at, "states")).map(({ value }) => named(String(value))),
    moves: members(inside(at, "moves")).map((move) => ({
      to: textAt(move, "to") ?? "",
      when: conditionWords(inside(move, "if"), glossary),
      because: textAt(move, "because") ?? null,
    })),
  }));
}
