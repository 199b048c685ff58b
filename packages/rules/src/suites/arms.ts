import { type Cursor, entries, inside, isMap, lineOf, members } from "../reading/index.ts";
import { writtenRules } from "./written-rules.ts";

/** One way through a rule: `then`, `else`, or an arm of a `choose`, by the path its actions have. */
export interface Arm {
  readonly rule: string;
  readonly path: string;
  readonly file: string;
  readonly line: number;
}

/** Every way through every rule of these files, in their order. Files that are no rules have none. */
export const armsOf = (files: Readonly<Record<string, string>>): readonly Arm[] =>
  writtenRules(files).flatMap(ofRule);

function ofRule(rule: Cursor): Arm[] {
  const id = String(inside(rule, "id").value);
  return (["then", "else"] as const).flatMap((which) => {
    const list = inside(rule, which);
    if (list.value === undefined) return [];
    const whole = { rule: id, path: which, file: rule.file.file, line: lineOf(list) };
    return [whole, ...members(list).flatMap((action, i) => inAction(id, action, `${which}.${i}`))];
  });
}

function inAction(rule: string, action: Cursor, path: string): Arm[] {
  if (!isMap(action.value)) return [];
  return members(inside(action, "choose")).flatMap((arm, i) =>
    entries(arm).flatMap(([key, list]) => {
      if (key !== "then" && key !== "else") return [];
      const here = `${path}.choose.${i}.${key}`;
      const own = { rule, path: here, file: arm.file.file, line: lineOf(list) };
      return [own, ...members(list).flatMap((inner, n) => inAction(rule, inner, `${here}.${n}`))];
    }),
  );
}
