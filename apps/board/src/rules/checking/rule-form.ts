import type { Files } from "@corridor/protocol";
import { rulesInWords } from "@corridor/rules/words";
import { type Edit, readFile, spliced, spliceOf, type YamlValue } from "@corridor/rules/splice";
import type { NameKind } from "../form/shapes.ts";

/** What the form needs of one rule: where it stands, what it says, and the names it may use. */
export interface FormRule {
  readonly file: string;
  readonly path: readonly (string | number)[];
  readonly value: Readonly<Record<string, YamlValue>>;
  readonly names: Readonly<Record<NameKind, readonly string[]>>;
  /** The values of fields that have a fixed list of them. */
  readonly values: Readonly<Record<string, readonly string[]>>;
}

type Json = Readonly<Record<string, YamlValue>>;
const isMap = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const keysOf = (value: YamlValue | undefined): readonly string[] => (isMap(value) ? Object.keys(value) : []);

export function formOf({ files, rule }: { readonly files: Files; readonly rule: string }): FormRule | null {
  const read = Object.entries(files).flatMap(([file, text]) => {
    const value = /\.ya?ml$/.test(file) ? readFile(text) : undefined;
    return isMap(value) ? [{ file, value }] : [];
  });
  for (const { file, value } of read) {
    const list = value["kind"] === "rules" && Array.isArray(value["rules"]) ? value["rules"] : [];
    const index = list.findIndex((one) => isMap(one) && one["id"] === rule);
    const found = list[index];
    if (isMap(found))
      return {
        file,
        path: ["rules", index],
        value: found,
        ...namesIn(
          files,
          read.map((one) => one.value),
        ),
      };
  }
  return null;
}

/** The text after one edit; null where it cannot be made without touching anything else. */
export function editText({ text, edit }: { readonly text: string; readonly edit: Edit }): string | null {
  const splice = spliceOf(text, edit);
  return splice && spliced(text, splice);
}

const EVENTS = [
  ...[
    "card.created",
    "card.entered",
    "card.left",
    "card.changed",
    "card.assigned",
    "card.commented",
    "task.done",
  ],
  ...["appointment.booked", "appointment.moved", "appointment.cancelled", "appointment.freed"],
  ...["offer.accepted", "offer.declined", "offer.expired"],
  ...["call.succeeded", "call.failed"],
];

function namesIn(files: Files, all: readonly Json[]): Pick<FormRule, "names" | "values"> {
  const ofKind = (kind: string): Json => all.find((one) => one["kind"] === kind) ?? {};
  const practice = ofKind("practice");
  const fields = isMap(practice["fields"]) ? practice["fields"] : {};
  const enums = Object.entries(fields).flatMap(([field, type]) =>
    isMap(type) && Array.isArray(type["enum"]) ? [[field, type["enum"].map(String)] as const] : [],
  );
  const stages = rulesInWords(files).stages;
  const lifecycle = ofKind("lifecycle")["stages"];
  const places = stages.flatMap(({ id }) => {
    const stage = isMap(lifecycle) ? lifecycle[id] : undefined;
    const states = isMap(stage) && Array.isArray(stage["states"]) ? stage["states"] : [];
    return [id, ...states.map((state) => `${id}.${String(state)}`)];
  });
  return {
    names: {
      ...{ events: EVENTS, places, fields: [...Object.keys(fields), "appointment.start"] },
      ...{ roles: keysOf(practice["roles"]), templates: keysOf(practice["templates"]) },
      ...{ calendars: keysOf(practice["calendars"]), policies: keysOf(ofKind("policies")["escalations"]) },
      channels: ["board", "push", "sms", "email", "portal"],
    },
    values: Object.fromEntries(enums),
  };
}
