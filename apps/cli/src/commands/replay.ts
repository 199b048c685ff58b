import { replay } from "@corridor/engine";
import type { CliCommand } from "../command.ts";
import { practiceOption, withPractice } from "../with-practice.ts";

export const replayCommand: CliCommand = {
  name: "replay",
  usage: "--verify",
  summary: "Decide the whole history again and name whatever differs",
  teaches: `
Every recorded decision is decided anew with its own moment, rules and facts; its events, clocks and effects are
compared with the stored ones, and the cards folded from them with the board. Nothing is written. One changed byte in
the database is named, and the exit code is then 1.`,
  options: { verify: { type: "boolean" }, ...practiceOption },
  run: async ({ options }, io) =>
    withPractice(io, options["practice"], async (practice, { history }) => {
      const progress = (decisions: number) => io.progress(`${decisions} decisions …`);
      const report = await replay(practice.row.id, history, (hash) => practice.shelf.of(hash), progress);
      const ok = report.differences.length === 0;
      if (io.json) io.out(JSON.stringify({ ok, ...report }));
      else {
        for (const { where, what } of report.differences) io.out(`${where}: ${what}`);
        const { decisions, events, cards, differences } = report;
        io.out(
          `${decisions} decisions, ${events} events, ${cards} cards: ${ok ? "all as it was" : `${differences.length} differences`}`,
        );
      }
      return ok ? 0 : 1;
    }),
};
