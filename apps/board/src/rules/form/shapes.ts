/** What one input of the form holds. `names`: chosen from what the practice has. */
export type Input =
  | { readonly kind: "text" | "condition" | "duration" | "list" }
  | { readonly kind: "choice"; readonly of: readonly string[] }
  | { readonly kind: "name" | "names"; readonly of: NameKind };

export type NameKind =
  | "events"
  | "places"
  | "fields"
  | "roles"
  | "templates"
  | "calendars"
  | "policies"
  | "channels";

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
  readonly fresh: Readonly<Record<string, unknown>>;
}

const line = (key: string, label: string, input: Input): Line => ({ key, label, input });
const name = (of: NameKind): Input => ({ kind: "name", of });
const names = (of: NameKind): Input => ({ kind: "names", of });
const text: Input = { kind: "text" };
const duration: Input = { kind: "duration" };

/** Triggers stand beside each other in one map: the first key is the kind. */
export const TRIGGER_SHAPES: readonly Shape[] = [
  {
    key: "event",
    title: "When something happens",
    lines: [
      line("event", "What", name("events")),
      line("state", "Where", name("places")),
      line("field", "Which field", name("fields")),
      line("to", "Becomes", text),
    ],
    fresh: { event: "card.created" },
  },
  {
    key: "while",
    title: "When something lasts",
    lines: [
      line("while", "What holds", { kind: "condition" }),
      line("for", "How long", duration),
      line("calendar", "Counted in the hours of", name("calendars")),
    ],
    fresh: { while: 'card.stage == "intake"', for: "2h" },
  },
  {
    key: "before",
    title: "Before a visit",
    lines: [
      line("before", "Before", name("fields")),
      line("by", "By how long", { kind: "list" }),
      line("late", "When that has passed", { kind: "choice", of: ["skip", "fire"] }),
    ],
    fresh: { before: "card.appointment.start", by: ["1 day"] },
  },
];

/** An action is a map with one key, which holds its lines. */
export const ACTION_SHAPES: readonly Shape[] = [
  {
    key: "label",
    title: "Label",
    lines: [line("add", "Put on", { kind: "list" }), line("remove", "Take off", { kind: "list" })],
    fresh: { label: { add: ["to-do"] } },
  },
  {
    key: "task",
    title: "Task",
    lines: [
      line("title", "What is to be done", text),
      line("role", "Who", name("roles")),
      line("due", "Due in", duration),
    ],
    fresh: { task: { title: "Call the patient", due: "1 day" } },
  },
  {
    key: "notify",
    title: "Tell staff",
    lines: [
      line("role", "Whom", name("roles")),
      line("via", "How", names("channels")),
      line("text", "What", text),
    ],
    fresh: { notify: { role: "front_desk", via: ["board"] } },
  },
  {
    key: "message",
    title: "Write to the patient",
    lines: [line("template", "Template", name("templates")), line("via", "How", names("channels"))],
    fresh: { message: { to: "patient", template: "", via: ["sms"] } },
  },
  {
    key: "assign",
    title: "Give the card to",
    lines: [
      line("role", "Whom", name("roles")),
      line("pick", "Which of them", { kind: "choice", of: ["least_loaded", "any"] }),
    ],
    fresh: { assign: { role: "front_desk", pick: "least_loaded" } },
  },
  {
    key: "move",
    title: "Move the card",
    lines: [line("to", "To", name("places"))],
    fresh: { move: { to: "" } },
  },
  { key: "set", title: "Note on the card", lines: [], fresh: { set: {} } },
];
