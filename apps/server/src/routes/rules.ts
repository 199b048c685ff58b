import { assert } from "@corridor/domain";
import type { Diagnostic as SeenDiagnostic, RuleHead } from "@corridor/protocol";
import { compileRuleset, type CompiledRuleset, type Diagnostic, type Ruleset } from "@corridor/rules";
import { checkRules } from "../checking/check-rules.ts";
import { refuse } from "../errors/problem.ts";
import type { Backing } from "../house/backing.ts";
import { misplaced, planOf } from "../house/new-rules.ts";
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
      const { ok, diagnostics } = await checkRules(body.files);
      return { ok, diagnostics: diagnostics.map(seenDiagnostic) };
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
    const ruleset = await practice.shelf.of(hash).catch(() => null);
    const displaced = ruleset && misplaced(practice, ruleset);
    if (displaced) throw refuse("rules_faulty", displaced.because);
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
