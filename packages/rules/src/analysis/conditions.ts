import type { Condition } from "../conditions/index.ts";
import type { PolicySummary } from "../policies/index.ts";
import { entries, inside, members, type Cursor } from "../reading/index.ts";
import type { Outline, RuleSummary } from "../summary/index.ts";
import { type Analysis, begun, type Subject } from "./analysis.ts";
import { and, contradiction, type Ways } from "./facts.ts";

/** Conditions that never hold, or always do: by themselves, after what started the rule, after the arms before. */
export const conditionsThatDecideNothing: Analysis = (subject) => {
  for (const rule of subject.rules) {
    for (const { start, condition, at } of rule.starts) {
      const key = start.kind === "state" ? "while" : "where";
      if (condition) checkAlone(subject, condition, inside(at, key));
    }
    const alone = rule.condition ? checkAlone(subject, rule.condition, inside(rule.at, "if")) : true;
    if (alone) checkAfterStart(subject, rule);
    checkArms(subject, rule);
  }
  for (const policy of subject.policies.values()) {
    checkEnd(subject, policy);
    checkArms(subject, policy);
  }
  checkGuards(subject);
};

/** What ends a ladder: never, or before anybody is told. */
function checkEnd({ knowledge, findings }: Subject, { id, at, done }: PolicySummary): void {
  if (!done) return;
  const asked = inside(at, "done_when");
  if (knowledge.when(done).length === 0) {
    const { place, why } = clash(knowledge.when.bind(knowledge), done, asked);
    const message = `This never holds${why}, so the ladder \`${id}\` only ends by hand or by \`resolve\``;
    return findings.error("condition-never", place, message);
  }
  if (knowledge.when(done, false).length > 0) return;
  const message = `This always holds, so the ladder \`${id}\` is over as it begins: between two \`!=\` most often \`&&\` is meant`;
  findings.warning("condition-always", asked, message);
}

/** Whether there is nothing wrong with it by itself. */
function checkAlone({ knowledge, findings }: Subject, condition: Condition, at: Cursor): boolean {
  if (knowledge.when(condition).length === 0) {
    const { place, why } = clash(knowledge.when.bind(knowledge), condition, at);
    findings.error("condition-never", place, `This never holds${why}`);
    return false;
  }
  if (knowledge.when(condition, false).length > 0) return true;
  findings.warning(
    "condition-always",
    at,
    `This always holds, so it asks nothing: leave it out; between two \`!=\` most often \`&&\` is meant`,
  );
  return false;
}

/** The member of a list that contradicts the ones before it. */
function clash(
  when: (condition: Condition) => Ways,
  condition: Condition,
  at: Cursor,
): { readonly place: Cursor; readonly why: string } {
  if (condition.kind !== "all") return { place: at, why: "" };
  let before: Ways = [new Map()];
  for (const [i, cursor] of members(at).entries()) {
    const own = when(condition.of[i] as Condition);
    const now = and(before, own);
    if (now.length === 0) return { place: cursor, why: because(contradiction(before, own)) };
    before = now;
  }
  return { place: at, why: "" };
}

const because = (contradicted: string | undefined): string =>
  contradicted === undefined ? "" : `: ${contradicted}`;

function checkAfterStart(subject: Subject, rule: RuleSummary): void {
  const { knowledge, findings } = subject;
  const at = begun(subject, rule);
  if (!rule.condition || at.length === 0) return;
  const own = knowledge.when(rule.condition);
  if (knowledge.consistent(and(at, own)).length > 0) return;
  const why = contradiction(at, own);
  findings.warning(
    "condition-never",
    inside(rule.at, "if"),
    `This never holds after what starts the rule${because(why)}`,
  );
}

function checkArms({ knowledge, findings }: Subject, { arms }: Outline): void {
  for (const { at, condition, under } of arms) {
    const before = knowledge.whenAll(under);
    if (before.length === 0) continue;
    const own = knowledge.when(condition);
    if (knowledge.consistent(and(before, own)).length > 0) continue;
    const why = own.length === 0 ? "it can never hold" : "what is asked before it leaves nothing for it";
    findings.warning("condition-never", inside(at, "if"), `This arm is never chosen: ${why}`);
  }
}

/** A guard is asked of a card in its stage. */
function checkGuards({ knowledge, findings, lifecycleAt }: Subject): void {
  for (const [stage, at] of entries(inside(lifecycleAt, "stages")))
    for (const move of members(inside(at, "moves"))) {
      const asked = inside(move, "if");
      if (typeof asked.value !== "string") continue;
      const own = knowledge.expression(asked.value);
      const here = knowledge.standing(stage);
      if (knowledge.consistent(and(here, own)).length > 0) continue;
      findings.warning(
        "condition-never",
        asked,
        `Nothing ever moves this way: this never holds in ${stage}${because(contradiction(here, own))}`,
      );
    }
}
