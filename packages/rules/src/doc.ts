/** What a word of the language means: shown while it is written, and in the docs. One for each trigger and action. */
export interface Doc {
  /** One or two sentences a manager reads. */
  readonly what: string;
  /** YAML as it would stand in a file. */
  readonly example: string;
  /** What each further key is for; every key of the schema but the word itself. */
  readonly keys: Readonly<Record<string, string>>;
}

/** What a key is for, by `parent.key` where a key means different things, else by `key`. */
export type KeyDocs = Readonly<Record<string, string>>;
