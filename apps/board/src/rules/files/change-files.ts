import type { Studio } from "../studio.ts";
import { begunFile, type FileKind, kindOf } from "./begun-file.ts";

/** Writes one more rule at the end of the open file, or of the first one with rules, and shows it. */
export async function beginRule(studio: Studio): Promise<void> {
  const desk = studio.desk.get();
  const id = freeId(studio);
  const names = Object.keys(desk?.files ?? {}).filter((name) => kindOf(name) === "rules");
  const file = desk && names.includes(desk.file) ? desk.file : names.sort()[0];
  if (!desk || file === undefined) return;
  const value = {
    ...{ id, name: "What it is for" },
    when: [{ event: "card.created" }],
    then: [{ label: { add: ["to-do"] } }],
  };
  const edit = { kind: "append", path: ["rules"], value } as const;
  const text = await studio.checker.ask("edit", { text: desk.files[file] ?? "", edit }).catch(() => null);
  if (text === null) return;
  studio.write(file, text);
  showRule(studio, file, id);
}

/** Begins a file of this name, right as it stands, and opens it. */
export function beginFile(studio: Studio, kind: FileKind, file: string): void {
  const id = freeId(studio);
  studio.write(file, begunFile(kind, file, studio.desk.get()?.files ?? {}, id));
  if (kind === "rules") showRule(studio, file, id);
  else studio.go({ file, line: 1, column: 1, focus: true });
}

/** The file is no longer among those that are to decide; it can be brought back until that is activated. */
export function takeOut(studio: Studio, file: string): void {
  const { [file]: _, ...left } = studio.desk.get()?.files ?? {};
  studio.put(left, "");
}

export function bringBack(studio: Studio, file: string): void {
  const desk = studio.desk.get();
  const text = desk?.saved.files[file];
  if (text !== undefined) studio.put({ ...desk?.files, [file]: text }, file);
}

export function rename(studio: Studio, from: string, to: string): void {
  const { [from]: text, ...left } = studio.desk.get()?.files ?? {};
  if (text !== undefined && !(to in left)) studio.put({ ...left, [to]: text }, to);
}

function freeId(studio: Studio): string {
  const taken = new Set(studio.desk.get()?.book?.rules.map(({ id }) => id));
  let id = "new-rule";
  for (let n = 2; taken.has(id); n += 1) id = `new-rule-${n}`;
  return id;
}

function showRule(studio: Studio, file: string, id: string): void {
  const text = studio.desk.get()?.files[file] ?? "";
  studio.rule.set(id);
  const line = text.slice(0, text.indexOf(`id: ${id}`)).split("\n").length;
  studio.go({ file, line, column: 1, focus: false });
}
