import { type CardCommand, parsePlace } from "@corridor/domain";
import * as z from "zod/mini";
import { didYouMean } from "../diagnostics/index.ts";
import { type Cursor, entries, inside, isMap } from "../reading/index.ts";
import { checkShape } from "../shape/index.ts";
import { type Bare, command, type DeedReader, shaped } from "./deeds/deed.ts";
import { press } from "./deeds/press.ts";
import { tellEvent } from "./deeds/tell-event.ts";
import { fieldValue, isKnown, timeAt, type TrialDesk } from "./desk.ts";
import type { Deed } from "./model.ts";
import { readCard } from "./read-card.ts";

const text = z.string().check(z.minLength(1));
const yes = z.literal(true);
const minutes = z.optional(z.int().check(z.gte(1), z.lte(24 * 60)));

const label = z.strictObject({ add: z.optional(z.array(text)), remove: z.optional(z.array(text)) });
const task = z.strictObject({
  ...{ title: text, due: z.optional(text), role: z.optional(text), checklist: z.optional(text) },
});
const booking = z.strictObject({ start: text, minutes, provider: z.optional(text), slot: z.optional(text) });
const moving = z.strictObject({ start: text, minutes, provider: z.optional(text) });
const reason = z.union([yes, z.strictObject({ reason: text })]);
/** Which time is meant need be said only where several are offered. */
const answer = z.union([yes, z.strictObject({ slot: text })]);
const staff = z.strictObject({
  ...{ id: text, roles: z.optional(z.array(text)), locations: z.optional(z.array(text)) },
  ...{ shift: z.optional(z.union([text, z.array(text)])), active: z.optional(z.boolean()) },
});
const reply = z.record(
  z.string(),
  z.union([
    z.literal("fail"),
    z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  ]),
);
const assignment = z.union([z.null(), text, z.strictObject({ role: text })]);

/** Everything a step can do. */
export const DEEDS: Readonly<Record<string, DeedReader>> = {
  set: (at, card, desk) => readSet(at, card, desk),
  move: shaped(text, (to, at, card, desk) => {
    const { lifecycle } = desk.ground;
    const places = lifecycle.stages.flatMap(({ id, states }) => [
      id,
      ...states.map((state) => `${id}.${state}`),
    ]);
    if (!parsePlace(lifecycle, to) && !isKnown(desk, "place", at, places)) return null;
    return command(card, { type: "move", to });
  }),
  assign: shaped(assignment, (to, at, card, desk) => {
    if (to === null) return command(card, { type: "assign", to: null, role: null });
    const roles = Object.keys(desk.ground.practice.rules.roles);
    if (typeof to === "object")
      return isKnown(desk, "role", inside(at, "role"), roles)
        ? command(card, { type: "assign", role: to.role })
        : null;
    return isKnown(desk, "person in `staff`", at, desk.people) ? command(card, { type: "assign", to }) : null;
  }),
  label: shaped(label, (spec, _at, card) => command(card, { type: "label", ...given(spec) })),
  comment: shaped(text, (said, _at, card) => command(card, { type: "comment", text: said })),
  "task.add": shaped(task, ({ title, due, role, checklist }, at, card, desk) => {
    const time = due === undefined ? null : timeAt(desk, inside(at, "due"));
    if (due !== undefined && time === null) return null;
    const listed = checklist === undefined ? {} : { checklist };
    return command(card, { type: "task.add", title, due: time, role: role ?? null, ...listed });
  }),
  "task.done": shaped(text, (title, _at, card) => ({ kind: "task-done", card, title })),
  "appointment.book": shaped(booking, (spec, at, card, desk) => {
    const start = timeAt(desk, inside(at, "start"));
    if (start === null) return null;
    const provider = spec.provider ?? `provider-of-${card}`;
    return command(card, {
      type: "appointment.book",
      start,
      minutes: spec.minutes ?? 30,
      provider,
      slot: spec.slot ?? null,
    });
  }),
  "appointment.move": shaped(moving, (spec, at, card, desk) => {
    const start = timeAt(desk, inside(at, "start"));
    return start === null ? null : command(card, { type: "appointment.move", ...given(spec), start });
  }),
  "appointment.cancel": shaped(reason, (said, _at, card) =>
    command(card, { type: "appointment.cancel", ...(said === true ? {} : said) }),
  ),
  "appointment.confirm": shaped(yes, (_yes, _at, card) => command(card, { type: "appointment.confirm" })),
  "appointment.no-show": shaped(yes, (_yes, _at, card) => command(card, { type: "appointment.no-show" })),
  "offer.accept": shaped(answer, (said, _at, card) =>
    command(card, { type: "offer.accept", ...(said === true ? {} : said) }),
  ),
  "offer.decline": shaped(answer, (said, _at, card) =>
    command(card, { type: "offer.decline", ...(said === true ? {} : said) }),
  ),
  ack: shaped(text, (policy, at, card, desk) =>
    isKnown(desk, "policy", at, Object.keys(desk.levels)) ? command(card, { type: "ack", policy }) : null,
  ),
  create: (at, _card, desk) => {
    const made = checkShape(z.catchall(z.object({ id: text }), z.unknown()), at, desk.ground.findings);
    const card = made && readCard(desk, at);
    return card && { kind: "create", card: { ...card, enter: true } };
  },
  reply: shaped(reply, (spec, at, card, desk) => {
    const [call, second] = Object.keys(spec);
    if (call === undefined || second !== undefined) {
      desk.ground.findings.error(
        "test-deed",
        at,
        "Say which call is answered: `reply: { eligibility.check: { status: active } }`",
      );
      return null;
    }
    const said = spec[call];
    return said === "fail"
      ? { kind: "reply", card, call, reply: null, error: "failed" }
      : { kind: "reply", card, call, reply: said ?? {}, error: null };
  }),
  staff: shaped(staff, ({ id, shift, ...rest }, at, _card, desk) => {
    if (!isKnown(desk, "person in `staff`", inside(at, "id"), desk.people)) return null;
    const shifts = shift === undefined ? {} : { shifts: typeof shift === "string" ? [shift] : shift };
    return {
      kind: "record",
      subject: "person",
      id,
      command: { type: "person.update", ...given(rest), ...shifts },
    };
  }),
  activate: (at, _card, desk) => {
    const ruleset = desk.rulesetOf(at);
    return ruleset && { kind: "activate", ruleset };
  },
  restart: shaped(yes, () => ({ kind: "restart" })),
  event: tellEvent,
  press,
};

/** What a step does: one deed, who does it (`as`) and on which card. */
export function readDeed(at: Cursor, desk: TrialDesk): Deed | null {
  const { findings } = desk.ground;
  const written = typeof at.value === "string" ? { ...at, value: { [at.value]: true } } : at;
  const keys = isMap(written.value) ? Object.keys(written.value) : [];
  const deeds = keys.filter((key) => key !== "as" && key !== "card");
  const [key, second] = deeds;
  const all = Object.keys(DEEDS);
  if (key === undefined || second !== undefined) {
    const message =
      key === undefined
        ? `A step does one of ${all.join(", ")}`
        : "A step does one thing: write a step for each";
    findings.error("test-deed", second === undefined ? at : inside(at, second), message, { part: "key" });
    return null;
  }
  const read = Object.hasOwn(DEEDS, key) ? DEEDS[key] : undefined;
  if (!read) {
    const suggestion = didYouMean(key, all);
    const listed = suggestion === undefined ? `; there is ${all.join(", ")}` : "";
    findings.error(
      "test-deed",
      inside(at, key),
      `There is nothing called \`${key}\` that a step can do${listed}`,
      { part: "key", suggestion },
    );
    return null;
  }
  const card = inside(written, "card");
  const roles = Object.keys(desk.ground.practice.rules.roles);
  const as = inside(written, "as");
  if (card.value !== undefined && !isKnown(desk, "card in this test", card, desk.cards)) return null;
  if (
    as.value !== undefined &&
    !isKnown(desk, "person in `staff`, and no role,", as, [...desk.people, ...roles])
  )
    return null;
  const made = read(inside(written, key), String(card.value ?? desk.cards[0] ?? ""), desk);
  return made && { ...made, as: as.value === undefined ? null : String(as.value) };
}

/** Fields of the card; those of the patient go to the patient's record, which all of the patient's cards share. */
function readSet(at: Cursor, card: string, desk: TrialDesk): Bare | null {
  const { findings } = desk.ground;
  const errors = findings.errors;
  if (!isMap(at.value)) findings.error("shape-type", at, "`set` must be a map of fields and their values");
  const values = entries(at).map(([name, cursor]) => {
    if (name.startsWith("appointment."))
      findings.error(
        "field-read-only",
        cursor,
        `\`${name}\` follows the appointment: use \`appointment.move\`, \`.confirm\` or \`.no-show\``,
        { part: "key" },
      );
    return [name, fieldValue(desk, name, cursor, []) ?? null] as const;
  });
  if (findings.errors > errors) return null;
  const own = values.filter(([name]) => !name.startsWith("patient."));
  const patients = values.filter(([name]) => name.startsWith("patient."));
  const set: CardCommand = { type: "set", fields: Object.fromEntries(own) };
  if (patients.length === 0) return command(card, set);
  const fields = Object.fromEntries(patients.map(([name, value]) => [name.slice("patient.".length), value]));
  return { kind: "patient", card, fields, command: own.length > 0 ? set : null };
}

type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> };

const given = <T extends object>(value: T): Given<T> =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Given<T>;
