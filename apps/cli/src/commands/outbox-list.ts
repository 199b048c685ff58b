import { deliveryOf } from "@corridor/server";
import { type CliCommand, type Exit, Misuse } from "../command.ts";
import { practiceOption, withPractice } from "../with-practice.ts";

const STATES = ["pending", "sent", "dead"] as const;

export const outboxList: CliCommand = {
  name: "outbox",
  usage: "[--status pending|sent|dead]",
  summary: "List what leaves the house, and what was given up and why",
  teaches: `
The newest first: how it stands, what it is, on which card, and why it was not sent. What it says is not shown: that stands
in the card's history, for those who may read it. Ends with 1 where something has been given up.

  npm run -s corridor -- outbox --status dead`,
  options: { ...practiceOption, status: { type: "string" } },
  run: async ({ options }, io) => {
    const status = STATES.find((one) => one === options["status"]);
    if (options["status"] !== undefined && status === undefined)
      throw new Misuse(`--status is ${STATES.join(", ")}.`);
    return withPractice<Exit>(io, options["practice"], async (practice, { worklist }) => {
      const query = status === undefined ? { limit: 200 } : { status, limit: 200 };
      const deliveries = (await worklist.outbox(practice.row.id, query)).map(deliveryOf);
      if (io.json) io.out(JSON.stringify({ ok: true, deliveries }));
      else
        for (const { id, status: state, kind, what, card, queuedAt, reason } of deliveries)
          io.out(
            [queuedAt, state.padEnd(7), kind.padEnd(7), what, card ?? "", id, reason?.text ?? ""]
              .join("  ")
              .trimEnd(),
          );
      return deliveries.some((one) => one.status === "dead") ? 1 : 0;
    });
  },
};
