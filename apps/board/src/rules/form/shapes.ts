import type { Vocabulary } from "@corridor/rules/editing";

/** What one input of the form holds. `names`: chosen from what the practice has. */
export type Input =
  | { readonly kind: "text" | "condition" | "duration" | "list" | "event" | "template" }
  | { readonly kind: "choice"; readonly of: readonly Option[] }
  | { readonly kind: "name" | "names"; readonly of: NameKind };

/** What is written, and what it is called. */
export interface Option {
  readonly value: string;
  readonly label: string;
}

/** The lists of names of a vocabulary. */
export type NameKind = Exclude<keyof Vocabulary, "events" | "values" | "templates">;

export interface Line {
  readonly key: string;
  readonly label: string;
  readonly input: Input;
}

/** One shape a trigger or an action commonly has: its lines, and what a new one begins as. */
export interface Shape {
  readonly key: string;
  readonly title: string;
  readonly lines: readonly Line[];
  readonly fresh: (names: Vocabulary) => Fresh;
}

type Fresh = Readonly<Record<string, FreshValue>>;
type FreshValue = string | readonly string[] | { readonly [key: string]: FreshValue };

const line = (key: string, label: string, input: Input): Line => ({ key, label, input });
const name = (of: NameKind): Input => ({ kind: "name", of });
const names = (of: NameKind): Input => ({ kind: "names", of });
const choice = (of: Readonly<Record<string, string>>): Input => ({
  kind: "choice",
  of: Object.entries(of).map(([value, label]) => ({ value, label })),
});
const text: Input = { kind: "text" };
const duration: Input = { kind: "duration" };
const list: Input = { kind: "list" };
const late = choice({ skip: "leave it", fire: "do it all the same" });

/** Triggers stand beside each other in one map: the first key is the kind. */
export const TRIGGER_SHAPES: readonly Shape[] = [
  {
    key: "event",
    title: "When something happens",
    lines: [
      line("event", "What", { kind: "event" }),
      line("state", "Where", name("places")),
      line("field", "Which field", name("changing")),
      line("from", "Before", text),
      line("to", "Now", text),
    ],
    fresh: () => ({ event: "card.created" }),
  },
  {
    key: "while",
    title: "When something lasts",
    lines: [
      line("while", "What holds", { kind: "condition" }),
      line("for", "How long", duration),
      line("calendar", "Counted in the hours of", name("calendars")),
    ],
    fresh: ({ places }) => ({ while: `card.stage == "${places[0] ?? "intake"}"`, for: "2h" }),
  },
  {
    key: "before",
    title: "Before a time",
    lines: [
      line("before", "Before", name("times")),
      line("by", "By how long", list),
      line("late", "When that has passed", late),
    ],
    fresh: ({ times }) => ({ before: times[0] ?? "", by: ["1 day"] }),
  },
  {
    key: "after",
    title: "After a time",
    lines: [
      line("after", "After", name("times")),
      line("by", "By how long", list),
      line("late", "When that has passed", late),
    ],
    fresh: ({ times }) => ({ after: times[0] ?? "", by: ["1 day"] }),
  },
  {
    key: "manual",
    title: "When somebody presses a button",
    lines: [line("manual", "The button says", text), line("roles", "Who has it", names("roles"))],
    fresh: () => ({ manual: "Left a message" }),
  },
];

/** An action is a map with one key, which holds its lines. */
export const ACTION_SHAPES: readonly Shape[] = [
  {
    key: "label",
    title: "Label",
    lines: [line("add", "Put on", list), line("remove", "Take off", list)],
    fresh: () => ({ label: { add: ["to-do"] } }),
  },
  {
    key: "task",
    title: "Task",
    lines: [
      line("title", "What is to be done", text),
      line("role", "Who", name("roles")),
      line("due", "Due in", duration),
    ],
    fresh: () => ({ task: { title: "Call the patient", due: "1 day" } }),
  },
  {
    key: "notify",
    title: "Tell staff",
    lines: [
      line("role", "Whom", name("roles")),
      line("via", "How", names("channels")),
      line("text", "What", text),
    ],
    fresh: ({ roles }) => ({ notify: { role: roles[0] ?? "", via: ["board"] } }),
  },
  {
    key: "message",
    title: "Write to the patient",
    lines: [line("template", "Template", { kind: "template" }), line("via", "How", names("channels"))],
    fresh: ({ templates }) => {
      const [template = "", filled = {}] = Object.entries(templates)[0] ?? [];
      const vars = Object.keys(filled).length > 0 ? { with: filled } : {};
      return { message: { to: "patient", template, via: ["sms"], ...vars } };
    },
  },
  {
    key: "assign",
    title: "Give the card to",
    lines: [
      line("role", "Whom", name("roles")),
      line("pick", "Which of them", choice({ least_loaded: "who has least to do", any: "whose turn it is" })),
    ],
    fresh: ({ roles }) => ({ assign: { role: roles[0] ?? "", pick: "least_loaded" } }),
  },
  {
    key: "move",
    title: "Move the card",
    lines: [line("to", "To", name("places"))],
    fresh: ({ places }) => ({ move: { to: places[0] ?? "" } }),
  },
  {
    key: "set",
    title: "Note on the card",
    lines: [],
    fresh: ({ settable, values }) => {
      const field = settable.find((one) => values[one]) ?? settable[0] ?? "";
      return { set: { [field]: values[field]?.[0] ?? "" } };
    },
  },
  {
    key: "escalate",
    title: "Start a ladder",
    lines: [line("policy", "Which", name("policies")), line("reason", "Why", text)],
    fresh: ({ policies }) => ({ escalate: { policy: policies[0] ?? "", reason: "It waits too long" } }),
  },
  {
    key: "resolve",
    title: "End a ladder",
    lines: [line("policy", "Which", name("policies"))],
    fresh: ({ policies }) => ({ resolve: { policy: policies[0] ?? "" } }),
  },
];

/** Lines of an event that narrow it only where it takes them. */
const NARROWING: ReadonlySet<string> = new Set(["state", "field", "from", "to"]);

/** The lines to show: what an event does not take is left out unless it is written there. */
export function linesOf(
  { key, lines }: Shape,
  value: Readonly<Record<string, unknown>>,
  { events }: Vocabulary,
): readonly Line[] {
  if (key !== "event") return lines;
  const keys = events.find(({ name: event }) => event === value["event"])?.keys ?? [];
  const takes = (one: string): boolean => keys.includes(one) && (one !== "state" || !("stage" in value));
  return lines.filter((one) => !NARROWING.has(one.key) || one.key in value || takes(one.key));
}

/** What is written of a part beside its lines. */
export const restOf = ({ key, lines }: Shape, value: Readonly<Record<string, unknown>>): readonly string[] =>
  key === "set"
    ? []
    : Object.keys(value).filter((one) => !OWN[key]?.includes(one) && !lines.some((line) => line.key === one));

/** Keys that are shown another way than as a line. */
const OWN: Readonly<Record<string, readonly string[]>> = { message: ["to", "with"] };
