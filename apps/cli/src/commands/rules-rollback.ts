import { activationsOf } from "@corridor/server";
import { type CliCommand, type Exit, Misuse } from "../command.ts";
import { practiceOption, withPractice } from "../with-practice.ts";
import { activateKept } from "./rules-activate.ts";

export const rulesRollback: CliCommand = {
  name: "rules rollback",
  usage: "",
  summary: "Let the rules decide again that decided before",
  teaches: `
Activates the ruleset that the present one replaced, and says what that changes. Clocks keep what they remember, and
nothing that was sent is sent again. Twice is back and forth; further back goes rules activate HASH.

  npm run -s corridor -- rules rollback`,
  options: { ...practiceOption },
  run: async ({ options }, io) =>
    withPractice<Exit>(io, options["practice"], async (practice, backing) => {
      const [last] = await activationsOf(null, practice, backing);
      if (!last?.from) throw new Misuse("No other rules decided before these.");
      return activateKept(last.from, practice, backing, io);
    }),
};
