import { callOf, type Node, pathOf } from "../cel/index.ts";
import { durationWords, plain } from "./glossary.ts";

const KNOWN: Readonly<Record<string, string>> = {
  "card.stage": "the stage",
  "card.state": "the state",
  "card.assignee": "the owner",
  "card.labels": "the labels",
  "card.appointment.start": "the visit",
  "card.patient.id": "the patient",
  "card.location": "the location",
  "event.start": "the appointment",
  "event.location": "that of the appointment",
  entered_stage_at: "the arrival in the stage",
  entered_state_at: "the arrival in the state",
  "escalation.started_at": "the start of the ladder",
  "actor.role": "the person's role",
  now: "now",
};

/** A part of an expression as a noun: `card.claim.denials + 1` as `claim denials + 1`. What has no words keeps its own. */
export function phrase(node: Node, source: string): string {
  const path = pathOf(node);
  if (path) return KNOWN[path.join(".")] ?? pathWords(path);
  if (node.op === "value") return valueWords(node.args);
  if (node.op === "list") return (node.args as Node[]).map((one) => phrase(one, source)).join(", ");
  if (node.op === "+" || node.op === "-") {
    const [left, right] = node.args as [Node, Node];
    return `${phrase(left, source)} ${node.op === "+" ? "+" : "minus"} ${phrase(right, source)}`;
  }
  return callWords(node, source) ?? code(node, source);
}

export const code = ({ start, end }: Node, source: string): string => `\`${source.slice(start, end)}\``;

function pathWords([root = "", ...rest]: readonly string[]): string {
  if (rest.length === 0) return plain(root);
  const prefix = root === "card" || root === "event" || root === "trigger" ? "" : `${plain(root)}'s `;
  return prefix + plain(rest.join("."));
}

function callWords(node: Node, source: string): string | undefined {
  const { name, receiver, args } = callOf(node) ?? { name: "", receiver: undefined, args: [] };
  if (receiver) return undefined;
  const [first, second] = args;
  if (name === "duration" && first?.op === "value") return durationWords(String(first.args));
  if (!first) return undefined;
  const said = phrase(first, source);
  if (name === "day") return `the day of ${said}`;
  if (name === "time") return `the time of ${said}`;
  if (name === "weekday") return `the weekday of ${said}`;
  if (name === "size") return `the number of ${said}`;
  if (name === "open_tasks") return `open tasks “${said}”`;
  if (name === "pick") return `what the table says of ${said}`;
  if (name === "after" && second)
    return `${first.op === "value" ? said : `[${said}]`} ${phrase(second, source)} from now`;
  return undefined;
}

function valueWords(value: unknown): string {
  if (value === null) return "nothing";
  if (typeof value === "string") return plain(value);
  return String(value);
}
