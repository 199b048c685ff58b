import type { Ref } from "@corridor/domain";

/** Commands by the words of the actions that make them; the others are called the same. */
const WORDS: Readonly<Record<string, string>> = { "task.add": "task", "offer.make": "offer" };
/** What only the engine needs to know of a command. */
const INNER: ReadonlySet<string> = new Set(["type", "effect", "notAfter", "outcome", "pinned"]);
/** Texts made of parts, which a person reads as one. */
const TEXTS: ReadonlySet<string> = new Set(["title", "text", "reason", "name"]);

export type Plain = Readonly<Record<string, unknown>>;
export type Texts = ReadonlyMap<string, string>;

/** A command as the rule's author wrote the action: `{ task: { title: …, role: … } }`. */
export function actionOf(command: { readonly type: string }, texts: Texts): Plain {
  const { type } = command;
  const body = plainOf(
    Object.fromEntries(Object.entries(command).filter(([key]) => !INNER.has(key))),
    texts,
  ) as Plain;
  const word = WORDS[type] ?? type;
  switch (type) {
    case "set":
      return { set: body["fields"] };
    case "message":
      return { message: { to: "patient", ...body } };
    case "notify": {
      const { to, ...rest } = body;
      const { role, person } = to as { readonly role: string | null; readonly person: string | null };
      return { notify: { ...rest, role, user: person } };
    }
    default:
      return { [word]: body };
  }
}

/** With texts in the place of pointers, and texts of parts as one. */
export function plainOf(value: unknown, texts: Texts, key = ""): unknown {
  if (isRef(value)) return texts.get(value.ref) ?? null;
  if (Array.isArray(value)) {
    const parts = value.map((one) => plainOf(one, texts));
    return TEXTS.has(key) ? parts.join("") : parts;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plainOf(one, texts, name)]));
}

/** Every pointer in a value. */
export function refsIn(value: unknown): readonly Ref[] {
  if (isRef(value)) return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(refsIn);
}

const isRef = (value: unknown): value is Ref =>
  typeof value === "object" && value !== null && "ref" in value && typeof value.ref === "string";
