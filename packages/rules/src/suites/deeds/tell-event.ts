import { type Fields, type FieldTypes, type FieldValue, outsideEvents } from "@corridor/domain";
import { didYouMean } from "../../diagnostics/index.ts";
import { type Cursor, entries, inside, isMap } from "../../reading/index.ts";
import { isKnown, type TrialDesk, typedValue } from "../desk.ts";
import type { DeedReader } from "./deed.ts";

/** Another system tells something of a card: `event: { x.lab.result: { status: abnormal } }`, as POST /events does. */
export const tellEvent: DeedReader = (at, card, desk) => {
  const { findings, practice, names } = desk.ground;
  const { events: own } = practice.rules;
  const known = [...Object.keys(own), ...Object.keys(outsideEvents)];
  const [name, second] =
    typeof at.value === "string" ? [at.value] : Object.keys(isMap(at.value) ? at.value : {});
  if (name === undefined || second !== undefined) {
    const example = Object.keys(own)[0] ?? "x.lab.result";
    findings.error("test-deed", at, `Say one event and what it tells: \`event: { ${example}: { … } }\``);
    return null;
  }
  const where = typeof at.value === "string" ? at : { ...inside(at, name), value: name };
  const part = typeof at.value === "string" ? undefined : "key";
  if (names.emitted.has(name) && !known.includes(name)) {
    const message = `“${name}” is announced by rules: bring the rule to it that says \`emit: ${name}\``;
    findings.error("test-deed", where, message, { ...(part ? { part } : {}) });
    return null;
  }
  if (!isKnown(desk, "event told from outside", where, known, part)) return null;
  const { says, needs } = sayings(name, own);
  const data = dataOf(name, says, needs, inside(at, name), desk);
  return data && { kind: "event", card, name, data };
};

function sayings(
  name: string,
  own: Readonly<Record<string, FieldTypes>>,
): { readonly says: FieldTypes; readonly needs: readonly string[] } {
  const outside = Object.hasOwn(outsideEvents, name) ? outsideEvents[name] : undefined;
  const says = own[name] ?? {};
  return outside ?? { says, needs: Object.keys(says) };
}

/** What the event has to tell, and nothing that it never tells: what came otherwise would be refused at the door. */
function dataOf(
  name: string,
  says: FieldTypes,
  needs: readonly string[],
  at: Cursor,
  desk: TrialDesk,
): Fields | null {
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
  const absent = needs.filter((field) => inside(at, field).value === undefined);
  if (absent.length > 0)
    findings.error("test-deed", at, `“${name}” also tells ${absent.join(" and ")}: give a value of each`);
  return findings.errors > errors ? null : Object.fromEntries(data);
}
