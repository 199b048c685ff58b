import type { CardCommand } from "@corridor/domain";
import type { Trace } from "@corridor/engine";
import type { Trace as SeenTrace } from "@corridor/protocol";
import type { Rule, Ruleset } from "@corridor/rules";
import { clause, type Glossary, placeWords, plain } from "@corridor/rules/words";

/**
 * The engine's look at a rule in the words of the wire. `became` says what became of what it sent, by the effect's key.
 * Protected reads have been masked where they were made.
 */
export function traceOf(
  trace: Trace,
  rule: Rule | undefined,
  ruleset: Ruleset,
  card: string,
  depth: number,
  became: ReadonlyMap<string, string> = new Map(),
): SeenTrace {
  const trigger = rule?.triggers[trace.trigger];
  const glossary = glossaryOf(ruleset);
  const leavesOf = (leaves: Trace["leaves"]): SeenTrace["if"] =>
    leaves.map(({ expr, value, read, because, error }) => ({
      ...{ expr, said: clause(expr, glossary), value, read: { ...read }, because: because ?? error },
    }));
  return {
    rule: trace.rule,
    ruleName: rule?.name ?? trace.rule,
    ruleset: ruleset.hash,
    card,
    at: trace.at,
    trigger: {
      text: trigger?.text ?? "",
      due: trace.timer?.due ?? null,
      late: trace.timer?.late ?? false,
      anchor: trace.timer?.anchor ?? null,
    },
    depth,
    if: leavesOf(trace.leaves),
    arms: trace.arms.map(({ path, judgement: { outcome, leaves } }) => ({
      ...{
        path,
        held: outcome === "holds" ? true : outcome === "fails" ? false : null,
        if: leavesOf(leaves),
      },
    })),
    then: trace.acts.map(({ command }) => {
      const effect = "effect" in command ? command.effect : "";
      return { text: inWords(command, glossary), status: became.get(effect) ?? null };
    }),
    outcome: trace.outcome === "too-late" ? "late-skipped" : trace.outcome,
    because: trace.because,
    source: rule ? { file: rule.file, line: trigger?.line ?? rule.line } : null,
  };
}

/** What a practice calls its stages. */
export const glossaryOf = ({ lifecycle }: Ruleset): Glossary => ({
  stages: Object.fromEntries(lifecycle.stages.map(({ id, name }) => [id, name])),
});

/** What a rule asked for, as a person says it. No protected value is in it: those are pointers here. */
function inWords(command: CardCommand, glossary: Glossary): string {
  switch (command.type) {
    case "set":
      return `note ${Object.entries(command.fields)
        .map(([name, value]) => `${plain(name)}: ${shown(value)}`)
        .join(", ")}`;
    case "move":
      return `move to ${placeWords(command.to, glossary)}`;
    case "label":
      return [
        ...(command.add ?? []).map((one) => `put on the label ${plain(one)}`),
        ...(command.remove ?? []).map((one) => `take off the label ${plain(one)}`),
      ].join(", ");
    case "assign":
      if (command.to) return `assign to ${command.to}`;
      return command.role ? `give to ${plain(command.role)}` : "leave without an owner";
    case "task.add":
      return "make a task";
    case "message":
      return `write to the patient: ${plain(command.template)}, by ${command.via.join(" or ")}`;
    case "notify":
      return `tell ${command.to.person ?? plain(command.to.role ?? "somebody")}`;
    case "call":
      return `ask ${plain(command.connector)} to ${plain(command.op)}`;
    case "escalate":
      return `start the ladder ${command.policy}`;
    case "resolve":
      return `end the ladder ${command.policy}`;
    default:
      return command.type.replaceAll(".", " ");
  }
}

function shown(value: unknown): string {
  if (value === null || value === "") return "nothing";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.join(", ");
  return typeof value === "object" ? "‹phi›" : plain(String(value));
}
