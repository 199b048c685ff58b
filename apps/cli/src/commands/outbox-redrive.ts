import { type CliCommand, type Exit, Misuse } from "../command.ts";
import { OPERATOR, practiceOption, withPractice } from "../with-practice.ts";

export const outboxRedrive: CliCommand = {
  name: "outbox redrive",
  usage: "ID…",
  summary: "Begin deliveries anew that were given up",
  teaches: `
Whatever was given up is tried again from the beginning; a message to a patient is judged again before it leaves. It stands
in the history of its card that it was begun anew. The server sends it; without one it waits for the next start.

  npm run -s corridor -- outbox --status dead
  npm run -s corridor -- outbox redrive 5a3f…`,
  options: { ...practiceOption },
  run: async ({ options, positionals }, io) => {
    if (positionals.length === 0) throw new Misuse("Say which: outbox --status dead lists them.");
    return withPractice<Exit>(io, options["practice"], async (practice, { worklist }) => {
      const rows = await worklist.outbox(practice.row.id, { keys: positionals, limit: positionals.length });
      const results: { id: string; because: string | null }[] = [];
      for (const id of positionals) {
        const row = rows.find(({ effect }) => effect.key === id);
        const subject = row?.effect.subject;
        const done =
          subject &&
          (await practice.execute({
            id: `redrive:${id}:${row.turn}`,
            subject: subject.kind === "practice" ? { kind: "practice", id: practice.row.id } : subject,
            actor: OPERATOR,
            ask: { command: { type: "redrive", effect: id } },
          }));
        results.push({ id, because: !done ? "There is no such delivery" : done.ok ? null : done.because });
      }
      if (io.json) io.out(JSON.stringify({ ok: results.every(({ because }) => because === null), results }));
      else for (const { id, because } of results) io.out(`${id}  ${because ?? "begins anew"}`);
      return results.every(({ because }) => because === null) ? 0 : 1;
    });
  },
};
