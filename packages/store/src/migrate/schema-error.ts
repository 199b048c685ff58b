/** Why this Corridor does not go on with this database. The message is a sentence for whoever runs it. */
export class SchemaError extends Error {
  override name = "SchemaError";
  readonly code: "newer" | "changed" | "behind" | "busy";

  constructor(code: SchemaError["code"], message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
