import type { Event } from "@corridor/domain";
import { type Explanation, explain, type Trace } from "@corridor/engine";
import { type CliCommand, type Io, Misuse } from "../command.ts";
import { practiceOption, withPractice } from "../with-practice.ts";

/** A card's history is shown whole. */
const ALL = 100_000;

export const explainCommand: CliCommand = {
  name: "explain",
  usage: "CARD [EVENT]",
  summary: "What happened to a card, and why",
  teaches: `
With a card alone its history, a line an event. With an event (its id or its number in the history) the rule that made
it, each condition with the values it read, and what led to it. Protected values are shown as ‹phi›.

  npm run -s corridor -- explain 01a2030f-1bd3-7860-ab00-18e3786f2ce0
  npm run -s corridor -- explain 01a2030f-1bd3-7860-ab00-18e3786f2ce0 48211`,
  options: { ...practiceOption },
  run: async ({ options, positionals: [card, asked] }, io) => {
    if (card === undefined) throw new Misuse("Say which card: corridor explain CARD");
    return withPractice(io, options["practice"], async (practice, { history }) => {
      const { id } = practice.row;
      const events = await history.events(id, { card, limit: ALL });
      if (events.length === 0) throw new Misuse(`There is no card ${card}.`);
      if (asked === undefined) {
        if (io.json) io.out(JSON.stringify(events));
        else for (const event of events) io.out(line(event));
        return 0;
      }
      const event = events.find((one) => one.id === asked || String(one.seq) === asked);
      if (!event) throw new Misuse(`The card has no event ${asked}.`);
      const found = await explain(id, history, (hash) => practice.shelf.of(hash), event.id);
      if (!found) return 1;
      if (io.json) io.out(JSON.stringify(found));
      else print(found, io);
      return 0;
    });
  },
};

const line = ({ seq, at, type, actor, data }: Event): string =>
  `${seq}\t${at}\t${type}\t${actor.kind}:${actor.id}\t${masked(data)}`;

/** A value as it may stand on a terminal: pointers stay pointers. */
export const masked = (value: unknown): string =>
  JSON.stringify(value, (_key, one: unknown) =>
    typeof one === "object" && one !== null && "ref" in one ? "‹phi›" : one,
  );

function print({ event, decision, trace, chain, notRun }: Explanation, io: Io): void {
  io.out(line(event));
  io.out(`  decided at ${decision.now} by ruleset ${decision.ruleset.slice(0, 12)}`);
  if (trace) printTrace("because of rule", trace, io);
  else io.out(`  asked for by ${event.actor.kind} ${event.actor.id}`);
  for (const before of chain.slice(1)) io.out(`  led to by ${line(before)}`);
  for (const other of notRun) printTrace("not run: rule", other, io);
}

export function printTrace(lead: string, trace: Trace, io: Io): void {
  io.out(`  ${lead} ${trace.rule}: ${trace.outcome}${trace.because === null ? "" : ` (${trace.because})`}`);
  printLeaves(trace.leaves, "    ", io);
  for (const { path, judgement } of trace.arms) {
    io.out(`    choice ${path}: ${judgement.outcome}`);
    printLeaves(judgement.leaves, "      ", io);
  }
}

function printLeaves(leaves: Trace["leaves"], indent: string, io: Io): void {
  for (const { expr, value, read } of leaves)
    io.out(`${indent}${value === true ? "✓" : value === false ? "✗" : "?"} ${expr}  ${masked(read)}`);
}
