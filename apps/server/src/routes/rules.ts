import type { Command, Practice } from "@corridor/domain";
import type { RuleHead, RulePause, RulePaused } from "@corridor/protocol";
import type { Ruleset } from "@corridor/rules";
import { noRules } from "../board/board.ts";
import { checkRules, testRules } from "../checking/check-rules.ts";
import { refuse } from "../errors/problem.ts";
import type { Backing } from "../house/backing.ts";
import type { OpenPractice } from "../house/practice.ts";
import { Reader } from "../reading/reader.ts";
import { activationsOf } from "../rulesets/activations.ts";
import { healthOf } from "../rulesets/health.ts";
import { textOf } from "../rulesets/text-of.ts";
import type { Viewer } from "../sessions/viewer.ts";
import { ask, mustGovern } from "./asking.ts";
import { seenDiagnostic } from "./diagnostics.ts";
import { type Call, type Doors, numberIn } from "./route.ts";

/** Rules files are text: this much of them is more than any practice needs. */
export const LIMIT = { bodyLimit: 4 * 1024 * 1024 };
const DAYS = 7;
const MOST_DAYS = 366;

export function rulesRoutes({ serve }: Doors): void {
  serve("rules", async ({ query, viewer, practice, backing, house }) => {
    // Before anything is read: what comes meanwhile is told once more.
    const { seq } = practice.crier;
    const { active } = practice.shelf;
    if (active === null) throw noRules();
    const days = numberIn(query, "days", MOST_DAYS) ?? DAYS;
    const [activations, paused] = await Promise.all([
      activationsOf(viewer, practice, backing),
      pausesOf(viewer, practice, backing),
    ]);
    const activatedAt = activations.find((one) => one.hash === active.hash)?.at ?? null;
    const health = await healthOf(practice, backing, active, days, activatedAt);
    return {
      ...{ seq, ruleset: active.hash, activatedAt },
      files: await textOf(practice, backing, active),
      rules: active.rules.map((rule) => ({
        ...headOf(rule),
        paused: paused.get(rule.id) ?? null,
        health: health(rule),
      })),
      days,
      proposal: house.proposers.get(practice.row.id)?.proposal ?? null,
    };
  });

  serve(
    "checkRules",
    async ({ body }) => {
      const { hash, diagnostics } = await checkRules(body.files);
      return { ok: hash !== null, diagnostics: diagnostics.map(seenDiagnostic) };
    },
    LIMIT,
  );

  serve(
    "testRules",
    async ({ body }) => {
      const tested = await testRules(body.files);
      return "diagnostics" in tested
        ? { ok: false as const, diagnostics: tested.diagnostics.map(seenDiagnostic) }
        : tested;
    },
    LIMIT,
  );

  serve("pauseRule", async (call) => {
    const { reason } = call.body;
    return govern(call, (rule) => ({ type: "rule.pause", rule, ...(reason !== undefined && { reason }) }));
  });
  serve("resumeRule", async (call) => govern(call, (rule) => ({ type: "rule.resume", rule })));
}

async function govern(
  { params, viewer, practice, request }: Call<"pauseRule"> | Call<"resumeRule">,
  command: (rule: string) => Command,
): Promise<RulePaused> {
  mustGovern(viewer);
  const rule = practice.shelf.active?.rule(params["id"] ?? "");
  if (!rule) throw refuse("not_found", "There is no such rule.");
  const asked = command(rule.id);
  const { seq } = await ask(viewer, practice, request, { kind: "practice", id: practice.row.id }, asked);
  await practice.crier.settled();
  practice.wake();
  return { rule: rule.id, paused: asked.type === "rule.pause", seq: seq ?? practice.crier.seq };
}

/** What is paused, with the reason as this viewer may read it. */
async function pausesOf(
  viewer: Viewer,
  practice: OpenPractice,
  backing: Backing,
): Promise<ReadonlyMap<string, RulePause>> {
  const { id } = practice.row;
  const record = (await backing.history.record(id, { kind: "practice", id })) as Practice | null;
  const paused = Object.entries(record?.paused ?? {});
  const reader = await Reader.for(viewer, practice, backing, paused);
  return new Map(
    paused.map(([rule, { at, by, reason }]) => {
      const said = reason.length > 0 ? reader.text(reason) : null;
      return [rule, { at, by: practice.mirror.names.staff(by) ?? by, reason: said }];
    }),
  );
}

function headOf({
  id,
  name,
  enabled,
  owner,
  safety,
  triggers,
  file,
  line,
}: Ruleset["rules"][number]): Omit<RuleHead, "paused" | "health"> {
  const trigger = triggers.map(({ text }) => text).join(" or ");
  const told = owner && (owner.role ?? owner.person);
  return { id, name, enabled, owner: told, safety, trigger, source: { file, line } };
}
