import { activationsOf } from "@corridor/server";
import type { CliCommand, Exit } from "../command.ts";
import { practiceOption, withPractice } from "../with-practice.ts";

export const rulesHistory: CliCommand = {
  name: "rules history",
  usage: "",
  summary: "List which rules decided when, and who let them",
  teaches: `
The latest first: since when, the hash, by whom. What whoever activated them said of it is on the page of rules: here
free text stays hidden. Go back with rules activate HASH, or to the last ones with rules rollback.

  npm run -s corridor -- rules history`,
  options: { ...practiceOption },
  run: async ({ options }, io) =>
    withPractice<Exit>(io, options["practice"], async (practice, backing) => {
      const rulesets = await activationsOf(null, practice, backing);
      const active = practice.shelf.active?.hash ?? null;
      if (io.json) io.out(JSON.stringify({ ok: true, active, rulesets }));
      else
        for (const { hash, at, by, comment } of rulesets)
          io.out(
            `${at}  ${hash}  ${by}${comment === null ? "" : `  ${comment}`}${hash === active ? "  decides" : ""}`,
          );
      return 0;
    }),
};
