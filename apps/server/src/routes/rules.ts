import { assert, isRejection, reject } from "@corridor/domain";
import type { Diagnostic as SeenDiagnostic, RuleHead } from "@corridor/protocol";
import { compileRuleset, type CompiledRuleset, type Diagnostic, type Ruleset } from "@corridor/rules";
import { refuse } from "../errors/problem.ts";
import type { Backing } from "../house/backing.ts";
import type { OpenPractice } from "../house/practice.ts";
import { ask, mustGovern } from "./asking.ts";
import { noRules } from "../board/board.ts";
import type { Doors } from "./route.ts";

/** Rules files are text: this much of them is more than any practice needs. */
const LIMIT = { bodyLimit: 4 * 1024 * 1024 };

export function rulesRoutes({ serve }: Doors): void {
  serve("rules", async ({ practice, backing }) => {
    const { active } = practice.shelf;
    if (active === null) throw noRules();
    const activations = await activationsOf(practice, backing);
    const activatedAt = activations.findLast((one) => one.hash === active.hash)?.at ?? null;
    return { ruleset: active.hash, activatedAt, files: { ...active.files }, rules: active.rules.map(headOf) };
  });

  serve(
    "checkRules",
    async ({ body }) => {
      const compiled = compileRuleset(body.files);
      return { ok: compiled.ok, diagnostics: diagnosticsOf(compiled) };
    },
    LIMIT,
  );

  serve("rulesets", async ({ practice, backing }) => {
    const rulesets = await activationsOf(practice, backing);
    return { active: practice.shelf.active?.hash ?? null, rulesets: rulesets.toReversed() };
  });

  serve(
    "proposeRuleset",
    async ({ body, viewer, practice, backing }) => {
      mustGovern(viewer);
      const compiled = compileRuleset(body.files);
      const diagnostics = diagnosticsOf(compiled);
      if (!compiled.ok) return { hash: null, diagnostics, plan: [] };
      const { hash } = compiled.ruleset;
      await backing.rulesets.keep(practice.row.id, hash, body.files);
      return { hash, diagnostics, plan: planOf(practice.shelf.active, compiled.ruleset) };
    },
    LIMIT,
  );

  serve("activateRuleset", async ({ params, viewer, practice, request }) => {
    mustGovern(viewer);
    const hash = params["hash"] ?? "";
    const displaced = await misplaced(practice, hash);
    if (isRejection(displaced)) throw refuse("rules_faulty", displaced.because);
    const done = await ask(
      viewer,
      practice,
      request,
      { kind: "practice", id: practice.row.id },
      { type: "ruleset.activate", hash },
    );
    await practice.crier.settled();
    return { hash, seq: done.seq ?? practice.crier.seq };
  });
}

/** Cards must have a place in the new rules: activating them otherwise would strand patients. */
async function misplaced({ shelf, mirror }: OpenPractice, hash: string) {
  const ruleset = await shelf.of(hash).catch(() => null);
  if (ruleset === null) return null;
  const places = new Set(
    ruleset.lifecycle.stages.flatMap((stage) => stage.states.map((state) => `${stage.id}.${state}`)),
  );
  const lost = [...mirror.rows.values()].filter(({ card }) => !places.has(`${card.stage}.${card.state}`));
  if (lost.length === 0) return null;
  const where = [...new Set(lost.map(({ card }) => `${card.stage}.${card.state}`))].sort().join(", ");
  return reject("place_unknown", `${lost.length} cards stand where the new lifecycle has no place: ${where}`);
}

async function activationsOf({ row, mirror }: OpenPractice, { history }: Backing) {
  const events = await history.events(row.id, { type: "ruleset.activated", limit: 1_000 });
  return events.map((event) => {
    assert(event.type === "ruleset.activated", "only activations were asked for");
    return { hash: event.data.to, at: event.at, by: mirror.names.staff(event.actor.id) ?? event.actor.id };
  });
}

function headOf({ id, name, enabled, triggers, file, line }: Ruleset["rules"][number]): RuleHead {
  return {
    id,
    name,
    enabled,
    owner: null,
    trigger: triggers.map(({ text }) => text).join(" or "),
    source: { file, line },
  };
}

function diagnosticsOf(compiled: CompiledRuleset): SeenDiagnostic[] {
  return (compiled.ok ? compiled.warnings : compiled.diagnostics).map(seenDiagnostic);
}

function seenDiagnostic({
  file,
  line,
  column,
  endColumn,
  code,
  severity,
  message,
  suggestion,
}: Diagnostic): SeenDiagnostic {
  return {
    ...{ file, line, column, code, severity, message },
    ...(endColumn !== undefined && { endColumn }),
    ...(suggestion !== undefined && { suggestion }),
  };
}

/** What activating would change, in sentences. */
function planOf(now: Ruleset | null, next: Ruleset): string[] {
  if (now?.hash === next.hash) return ["Nothing changes: these rules decide already."];
  const before = new Map((now?.rules ?? []).map((rule) => [rule.id, rule]));
  const after = new Map(next.rules.map((rule) => [rule.id, rule]));
  const added = next.rules.filter((rule) => !before.has(rule.id)).map((rule) => `New rule: ${rule.name}`);
  const gone = [...before.values()]
    .filter((rule) => !after.has(rule.id))
    .map((rule) => `Rule goes: ${rule.name}`);
  const files = Object.keys(next.files).filter(
    (name) => now !== null && now.files[name] !== next.files[name],
  );
  return [...added, ...gone, ...files.map((name) => `Changed file: ${name}`)];
}
