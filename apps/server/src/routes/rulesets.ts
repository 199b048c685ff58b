import type { Ruleset } from "@corridor/rules";
import { noRules } from "../board/board.ts";
import { checkRules } from "../checking/check-rules.ts";
import { refuse } from "../errors/problem.ts";
import { breather } from "../house/breather.ts";
import type { OpenPractice } from "../house/practice.ts";
import { activationsOf } from "../rulesets/activations.ts";
import { fileDiffs } from "../rulesets/file-diffs.ts";
import { misplaced } from "../rulesets/places.ts";
import { migrateCards, migrationOf } from "../rulesets/migrate.ts";
import { planOf } from "../rulesets/plan.ts";
import { actorOf } from "../sessions/viewer.ts";
import { ask, mustGovern } from "./asking.ts";
import { seenDiagnostic } from "./diagnostics.ts";
import type { Doors } from "./route.ts";
import { textOf } from "../rulesets/text-of.ts";
import { LIMIT } from "./rules.ts";

export function rulesetRoutes({ serve }: Doors): void {
  serve("rulesets", async ({ viewer, practice, backing }) => ({
    active: practice.shelf.active?.hash ?? null,
    rulesets: await activationsOf(viewer, practice, backing),
  }));

  serve("ruleset", async ({ params, practice, backing }) => {
    const ruleset = await kept(practice, params["hash"]);
    return { hash: ruleset.hash, files: await textOf(practice, backing, ruleset) };
  });

  serve(
    "rewordRuleset",
    async ({ params, body, viewer, practice, backing }) => {
      mustGovern(viewer);
      const { hash } = await kept(practice, params["hash"]);
      const said = await checkRules(body.files);
      if (said.hash !== hash) throw refuse("rules_faulty", "This text says something else than these rules.");
      await backing.rulesets.reword(practice.row.id, hash, body.files);
      return { hash };
    },
    LIMIT,
  );

  serve("rulesetDiff", async ({ params, query, practice, backing }) => {
    const to = await kept(practice, params["hash"]);
    const from = query.from === undefined ? practice.shelf.active : await kept(practice, query.from);
    const [before, after] = await Promise.all([
      from === null ? {} : textOf(practice, backing, from),
      textOf(practice, backing, to),
    ]);
    const files = await fileDiffs(before, after, breather());
    return { from: from?.hash ?? null, to: to.hash, files };
  });

  serve("rulesetPlan", async ({ params, viewer, practice, backing }) => {
    mustGovern(viewer);
    const ruleset = await kept(practice, params["hash"]);
    return { hash: ruleset.hash, plan: await planOf(practice, backing, ruleset) };
  });

  serve(
    "proposeRuleset",
    async ({ body, viewer, practice, backing }) => {
      mustGovern(viewer);
      const { hash, diagnostics: found } = await checkRules(body.files);
      const diagnostics = found.map(seenDiagnostic);
      if (hash === null) return { hash, diagnostics, plan: null };
      await backing.rulesets.keep(practice.row.id, hash, body.files);
      const ruleset = await practice.shelf.of(hash);
      return { hash, diagnostics, plan: await planOf(practice, backing, ruleset) };
    },
    LIMIT,
  );

  serve("activateRuleset", async ({ params, body, viewer, practice, request }) => {
    mustGovern(viewer);
    const hash = params["hash"] ?? "";
    const ruleset = await practice.shelf.find(hash);
    const displaced = ruleset && misplaced(practice.mirror.rows.values(), ruleset);
    if (displaced) throw refuse("rules_faulty", `${displaced.because}.`);
    const done = await ask(
      viewer,
      practice,
      request,
      { kind: "practice", id: practice.row.id },
      { type: "ruleset.activate", hash, ...body },
    );
    await practice.crier.settled();
    return { hash, seq: done.seq ?? practice.crier.seq };
  });

  serve("migrateCards", async ({ body, viewer, practice }) => {
    mustGovern(viewer);
    const { active } = practice.shelf;
    if (active === null) throw noRules();
    const dry = body.dry ?? false;
    const migration = migrationOf(practice, active, dry);
    if (!dry) await migrateCards(practice, active, actorOf(viewer));
    return migration;
  });
}

/** A ruleset that was uploaded once. */
async function kept({ shelf }: OpenPractice, hash: string | undefined): Promise<Ruleset> {
  const ruleset = hash === undefined ? null : await shelf.find(hash);
  if (!ruleset) throw refuse("not_found", "There is no such ruleset.");
  return ruleset;
}
