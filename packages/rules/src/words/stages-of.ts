import { type Cursor, inside, isMap, members } from "../reading/index.ts";
import type { YamlValue } from "../yaml/index.ts";
import { textAt } from "./text-at.ts";

/**
 * The stages a rule is about, of those there are. Its tags say so where one of them is a stage; else the places its
 * triggers and conditions name, else where it moves the card. None: it holds wherever the card is.
 */
export function stagesOf(rule: Cursor, stages: readonly string[]): readonly string[] {
  const among = (names: readonly string[]): readonly string[] =>
    stages.filter((stage) => names.includes(stage));
  const tags = among(members(inside(rule, "tags")).map(({ value }) => String(value)));
  if (tags.length > 0) return tags;
  const asked = among([
    ...members(inside(rule, "when")).flatMap(placesOfTrigger),
    ...expressionsIn(inside(rule, "if").value).flatMap(placesOfExpression),
  ]);
  if (asked.length > 0) return asked;
  const moves = [...valuesOf(inside(rule, "then").value, "move")];
  return among(moves.map((move) => stageOf(isMap(move) ? String(move["to"]) : "")));
}

const stageOf = (place: string): string => place.split(".")[0] ?? "";

function placesOfTrigger(at: Cursor): readonly string[] {
  const place = textAt(at, "state") ?? textAt(at, "stage");
  const asked = ["while", "where", "each"].flatMap((key) => expressionsIn(inside(at, key).value));
  return [...(place === undefined ? [] : [stageOf(place)]), ...asked.flatMap(placesOfExpression)];
}

/** Every text below a condition. */
function expressionsIn(value: YamlValue | undefined): readonly string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(expressionsIn);
  return isMap(value) ? ["expr", "any"].flatMap((key) => expressionsIn(value[key])) : [];
}

/** `card.stage == "intake"`, `it.stage in ["intake", "billing"]`. */
function placesOfExpression(source: string): readonly string[] {
  const one = [...source.matchAll(/\bstage\s*==\s*["'](\w+)["']/g)].map((found) => found[1] ?? "");
  const several = [...source.matchAll(/(!?)\(?\s*\w+\.stage\s+in\s*\[([^\]]*)\]/g)]
    .filter((found) => found[1] === "")
    .flatMap((found) => (found[2] ?? "").match(/\w+/g) ?? []);
  return [...one, ...several];
}

/** Everything written under a key, however deep: the moves of a rule, those inside `choose` included. */
export function* valuesOf(value: YamlValue | undefined, key: string): Generator<YamlValue> {
  if (Array.isArray(value)) for (const one of value) yield* valuesOf(one, key);
  if (!isMap(value)) return;
  for (const [name, one] of Object.entries(value)) {
    if (name === key) yield one;
    yield* valuesOf(one, key);
  }
}
