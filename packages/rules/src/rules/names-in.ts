import { type Cursor, inside, members } from "../reading/index.ts";
import type { RuleNames } from "../scope/index.ts";

/** The names that all rules files give: of rules, and of events their rules announce. Nothing is checked here. */
export function namesIn(files: readonly Cursor[]): RuleNames {
  const rules = files.flatMap((file) => members(inside(file, "rules")));
  const ids = rules.map((rule) => inside(rule, "id").value);
  const emitted = rules.flatMap((rule) => announced(rule.value));
  return { rules: new Set(ids.filter((id) => typeof id === "string")), emitted: new Set(emitted) };
}

function announced(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(announced);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "emit" && typeof inner === "string" ? [inner] : announced(inner),
  );
}
