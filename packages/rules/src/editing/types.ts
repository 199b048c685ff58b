/** Rules files as a folder: names to texts. */
export type Files = Readonly<Record<string, string>>;

/** One thing that could stand at the cursor. */
export interface Completion {
  readonly label: string;
  readonly kind:
    | "key"
    | "trigger"
    | "action"
    | "value"
    | "event"
    | "field"
    | "place"
    | "role"
    | "template"
    | "variable"
    | "calendar"
    | "policy"
    | "rule"
    | "name"
    | "function";
  /** A few words beside it: a type, a signature. */
  readonly detail: string;
  /** What it means; may be empty. Plain text, an example indented by four. */
  readonly doc: string;
  /** What is written in place of `from` to `to`. */
  readonly insert: string;
}

/** Offsets count UTF-16 units of the file's text. */
export interface Completions {
  readonly from: number;
  readonly to: number;
  readonly items: readonly Completion[];
}

export interface Hover {
  readonly from: number;
  readonly to: number;
  readonly doc: string;
}
