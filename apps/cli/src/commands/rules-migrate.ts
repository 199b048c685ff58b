import { migrateCards, migrationOf } from "@corridor/server";
import { type CliCommand, type Exit, Misuse } from "../command.ts";
import { OPERATOR, practiceOption, withPractice } from "../with-practice.ts";

export const rulesMigrate: CliCommand = {
  name: "rules migrate",
  usage: "[--dry-run]",
  summary: "Bring cards of older lifecycles under the one that decides",
  teaches: `
A card keeps the version of the lifecycle it was made under, and is decided by it. This brings all of them under the
active one, as its \`migrate\` says; no rule starts by it and no clock begins anew. With --dry-run it only says which
cards would go where. Cards for whose place nothing is said stay, and the exit code is 1.

  npm run -s corridor -- rules migrate --dry-run`,
  options: { ...practiceOption, "dry-run": { type: "boolean" } },
  run: async ({ options }, io) =>
    withPractice<Exit>(io, options["practice"], async (practice) => {
      const { active } = practice.shelf;
      if (active === null) throw new Misuse("This practice has no rules yet.");
      const dry = options["dry-run"] === true;
      const migration = migrationOf(practice, active, dry);
      const refused = dry ? [] : await migrateCards(practice, active, OPERATOR);
      const ok = migration.left.length === 0 && refused.length === 0;
      if (io.json) io.out(JSON.stringify({ ok, ...migration, refused }));
      else {
        for (const { from, to, lifecycle, cards } of migration.moves)
          io.out(`${cards.count} of version ${lifecycle}: ${from} → ${to}`);
        for (const { from, lifecycle, cards } of migration.left)
          io.err(`${cards.count} of version ${lifecycle} stay in ${from}: nothing says where they belong`);
        for (const card of refused) io.err(`${card} was refused; run this again`);
        io.out(
          dry ? "Nothing was changed." : `Version ${migration.lifecycle} of the lifecycle decides for them.`,
        );
      }
      return ok ? 0 : 1;
    }),
};
