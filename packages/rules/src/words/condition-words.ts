import { type Cursor, inside, isMap, members } from "../reading/index.ts";
import { clause } from "./clause.ts";
import type { Glossary } from "./glossary.ts";

/** What must hold, one sentence for each part that must. */
export function conditionWords(at: Cursor, glossary: Glossary): readonly string[] {
  if (at.value === undefined) return [];
  if (Array.isArray(at.value)) return members(at).flatMap((one) => conditionWords(one, glossary));
  return [sentence(at, glossary)];
}

function sentence(at: Cursor, glossary: Glossary): string {
  const { value } = at;
  if (typeof value === "string") return clause(value, glossary);
  if (Array.isArray(value))
    return members(at)
      .map((one) => sentence(one, glossary))
      .join(" and ");
  if (!isMap(value)) return `\`${String(value)}\``;
  if (typeof value["because"] === "string") return value["because"];
  if (value["expr"] !== undefined) return sentence(inside(at, "expr"), glossary);
  if (value["any"] !== undefined)
    return members(inside(at, "any"))
      .map((one) => sentence(one, glossary))
      .join(", or ");
  if (value["not"] !== undefined) return `it is not so that ${sentence(inside(at, "not"), glossary)}`;
  return `\`${JSON.stringify(value)}\``;
}
