import type { CardCommand } from "@corridor/domain";
import type { Trace } from "@corridor/engine";
import type { Trace as SeenTrace } from "@corridor/protocol";
import type { Rule } from "@corridor/rules";

/** The engine's look at a rule in the words of the wire. Protected reads have been masked where they were made. */
export function traceOf(
  trace: Trace,
  rule: Rule | undefined,
  ruleset: string,
  card: string,
  depth: number,
): SeenTrace {
  const trigger = rule?.triggers[trace.trigger];
  return {
    rule: trace.rule,
    ruleName: rule?.name ?? trace.rule,
    ruleset,
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
    then: trace.acts.map(({ command }) => ({ text: inWords(command), status: null })),
    outcome: trace.outcome === "too-late" ? "late-skipped" : trace.outcome,
    because: trace.because,
    source: rule ? { file: rule.file, line: trigger?.line ?? rule.line } : null,
  };
}

const leavesOf = (leaves: Trace["leaves"]): SeenTrace["if"] =>
  leaves.map(({ expr, value, read, because, error }) => ({
    expr,
    value,
    read: { ...read },
    because: because ?? error,
  }));

/** What a rule asked for, as a person says it. No protected value is in it: those are pointers here. */
function inWords(command: CardCommand): string {
  switch (command.type) {
    case "set":
      return `set ${Object.entries(command.fields)
        .map(([name, value]) => `${name} to ${shown(value)}`)
        .join(", ")}`;
    case "move":
      return `move to ${command.to}`;
    case "label":
      return [
        ...(command.add ?? []).map((one) => `label ${one}`),
        ...(command.remove ?? []).map((one) => `unlabel ${one}`),
      ].join(", ");
    case "assign":
      return command.to ? `assign to ${command.to}` : command.role ? `give to ${command.role}` : "unassign";
    case "message":
      return `send the patient ${command.template} by ${command.via.join(" or ")}`;
    case "notify":
      return `tell ${command.to.person ?? command.to.role ?? "somebody"}`;
    case "call":
      return `ask ${command.connector} to ${command.op}`;
    case "escalate":
    case "resolve":
      return `${command.type} ${command.policy}`;
    default:
      return command.type.replaceAll(".", " ");
  }
}

function shown(value: unknown): string {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? "‹phi›"
    : JSON.stringify(value);
}
