import type { Fields, FieldTypes, FieldValue } from "@corridor/domain";
import { didYouMean } from "../../diagnostics/index.ts";
import { type Cursor, entries, inside, isMap } from "../../reading/index.ts";
import { known } from "../../scope/index.ts";
import { type TrialDesk, typedValue } from "../desk.ts";
import type { DeedReader } from "./deed.ts";

/** Another system tells something of a card: `event: { x.lab.result: { status: abnormal } }`, as POST /events does. */
export const tellEvent: DeedReader = (at, card, desk) => {
  const { findings, practice, names } = desk.ground;
  const { events } = practice.rules;
  const [name, second] =
    typeof at.value === "string" ? [at.value] : Object.keys(isMap(at.value) ? at.value : {});
  if (name === undefined || second !== undefined) {
    const example = Object.keys(events)[0] ?? "x.lab.result";
    findings.error("test-deed", at, `Say one event and what it tells: \`event: { ${example}: { … } }\``);
    return null;
  }
  const where = typeof at.value === "string" ? at : { ...inside(at, name), value: name };
  const part = typeof at.value === "string" ? undefined : "key";
  if (names.emitted.has(name) && !Object.hasOwn(events, name)) {
    const message = `“${name}” is announced by rules: bring the rule to it that says \`emit: ${name}\``;
    findings.error("test-deed", where, message, { ...(part ? { part } : {}) });
    return null;
  }
  if (!known({ ground: desk.ground }, "event in `events` of practice.yaml", where, Object.keys(events), part))
    return null;
  const data = dataOf(name, events[name] ?? {}, inside(at, name), desk);
  return data && { kind: "event", card, name, data };
};

/** Everything the practice says the event tells, and nothing else: what came otherwise would be refused at the door. */
function dataOf(name: string, says: FieldTypes, at: Cursor, desk: TrialDesk): Fields | null {
  const { findings } = desk.ground;
  const errors = findings.errors;
  const data = new Map<string, FieldValue>();
  for (const [field, cursor] of entries(at)) {
    const type = Object.hasOwn(says, field) ? says[field] : undefined;
    if (!type) {
      const suggestion = didYouMean(field, Object.keys(says));
      findings.error("name-unknown", cursor, `“${name}” tells no \`${field}\``, { part: "key", suggestion });
      continue;
    }
    const value = typedValue(desk, field, type, cursor);
    if (value !== undefined) data.set(field, value);
  }
  const absent = Object.keys(says).filter((field) => inside(at, field).value === undefined);
  if (absent.length > 0)
    findings.error("test-deed", at, `“${name}” also tells ${absent.join(" and ")}: give a value of each`);
  return findings.errors > errors ? null : Object.fromEntries(data);
}
