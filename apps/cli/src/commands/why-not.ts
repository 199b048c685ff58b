import { type WhyNot, whyNot } from "@corridor/engine";
import { type CliCommand, type Exit, type Io, Misuse } from "../command.ts";
import { practiceOption, withPractice } from "../with-practice.ts";
import { masked, printTrace } from "./explain.ts";

export const whyNotCommand: CliCommand = {
  name: "why-not",
  usage: "CARD RULE|LADDER",
  summary:
    "Why a rule has not acted on a card, or where a ladder stands, and what would have to be different",
  teaches: `
Says when the rule last looked at the card, the first condition that was false and the value it had, the nearest change
that would have made it true, or the two changes, and when anything will look at the card for this rule again. Of a
ladder it says which level was told, who has it, what would end it and what comes next. With --at as it was then.
Protected values are shown as ‹phi›. Nothing is written.

  npm run -s corridor -- why-not 01a2030f-1bd3-7860-ab00-18e3786f2ce0 visit-reminders
  npm run -s corridor -- why-not 01a2030f-1bd3-7860-ab00-18e3786f2ce0 front-desk-chain
  npm run -s corridor -- why-not 01a2030f-1bd3-7860-ab00-18e3786f2ce0 visit-reminders --at 2026-11-07T15:00:00Z`,
  options: { ...practiceOption, at: { type: "string" } },
  run: async ({ options, positionals: [card, rule] }, io) => {
    if (card === undefined || rule === undefined)
      throw new Misuse("Say which card and which rule or ladder: corridor why-not CARD RULE");
    const at = instantOf(options["at"]);
    return withPractice<Exit>(io, options["practice"], async (practice, { history }) => {
      const { shelf, row } = practice;
      if (!shelf.active) throw new Misuse("This practice has no rules yet.");
      const rulesets = { active: shelf.active, of: (hash: string) => shelf.of(hash) };
      const asked = { card, rule, now: at ?? new Date().toISOString(), past: at !== null };
      const found = await whyNot(row.id, history, rulesets, asked);
      if (!found)
        throw new Misuse(
          `There is no card ${card}, or no rule or ladder ${rule}${at ? " at that time" : ""}.`,
        );
      if (io.json) io.out(JSON.stringify({ ...found, rule: found.rule.id, source: sourceOf(found) }));
      else print(found, io);
      return 0;
    });
  },
};

function instantOf(text: string | boolean | undefined): string | null {
  if (typeof text !== "string") return null;
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new Misuse("--at is a time such as 2026-11-07T15:00:00Z");
  return new Date(ms).toISOString();
}

const sourceOf = ({ rule, obstacle }: WhyNot): string => `${rule.file}:${obstacle?.line ?? rule.line}`;

function print(found: WhyNot, io: Io): void {
  const { look, obstacle, next, because } = found;
  io.out(because);
  if (obstacle) {
    io.out(`  ${sourceOf(found)}  ${obstacle.clause}  ${masked(obstacle.read)}`);
    const both = obstacle.together.map(({ text }, i) => (i === 0 ? text : text.replace(/^if /, "")));
    const others = obstacle.others > 0 ? `, and ${obstacle.others} more stood in the way` : "";
    io.out(`  it would have held ${obstacle.change?.text ?? "after more than one change"}${others}`);
    if (both.length > 0) io.out(`  it would have acted ${both.join(" and ")}`);
  }
  if (look) printTrace(`last looked at ${look.trace.at}: rule`, look.trace, io);
  else io.out("  no step of this card has looked at it");
  for (const timer of next.timers) io.out(`  looks again at ${timer.due}`);
  for (const text of next.on) io.out(`  looks again on ${text}`);
}
