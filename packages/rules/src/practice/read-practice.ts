import type { FieldType, FieldTypes, Instant } from "@corridor/domain";
import { misfit } from "@corridor/domain";
import { type CompiledCalendar, compileCalendar, isValidZone } from "@corridor/time";
import { didYouMean } from "../diagnostics/index.ts";
import type { PracticeRules, Template } from "../model.ts";
import { type Cursor, entries, type Findings, inside } from "../reading/index.ts";
import type { Practice } from "../scope/index.ts";
import { checkShape } from "../shape/index.ts";
import { BUILT_IN } from "./built-in.ts";
import { fieldType } from "./field-type.ts";
import { readConnectors } from "./read-connectors.ts";
import { type CalendarSpec, type Field, PracticeFile } from "./schema.ts";

/** practice.yaml, or null when it is not even in shape. `bodies` are the texts of templates by name. */
export function readPractice(
  at: Cursor,
  bodies: Readonly<Record<string, string>>,
  findings: Findings,
  now: Instant | undefined,
): Practice | null {
  const spec = checkShape(PracticeFile, at, findings);
  if (!spec) return null;
  if (!isValidZone(spec.timezone)) {
    findings.error("name-unknown", inside(at, "timezone"), NO_ZONE);
    return null;
  }
  const zones = readZones(inside(at, "locations"), spec, findings);
  checkHours(at, spec, findings);
  const calendarsIn = (zone: string) =>
    readCalendars(spec.calendars ?? {}, { zone, now }, inside(at, "calendars"), findings);
  return reckoning(
    {
      timezone: spec.timezone,
      roles: Object.fromEntries(
        Object.entries(spec.roles).map(([role, { hours = null, sees = "initials" }]) => [
          role,
          { hours, sees },
        ]),
      ),
      locations: Object.entries(spec.locations ?? ONE_SITE).map(([id, { name }]) => {
        return { id, name, timezone: zones.get(id) ?? spec.timezone };
      }),
      cardTypes: spec.card_types ?? ["visit"],
      fields: readFields(inside(at, "fields"), spec.fields, findings),
      events: readEvents(spec, inside(at, "events"), findings),
      connectors: readConnectors(spec),
      templates: readTemplates(spec, bodies),
      approval: spec.approval ?? "none",
      quietHours: spec.quiet_hours?.patient ?? null,
      limits: readLimits(spec.limits),
    },
    spec.calendars ?? {},
    calendarsIn,
  );
}

/** Of a practice that names no sites. */
const ONE_SITE = { main: { name: "Main" } };

function readLimits(spec: PracticeFile["limits"]): PracticeRules["limits"] {
  return {
    maxChain: spec?.max_chain ?? 8,
    actionsPerRule: spec?.actions_per_rule ?? 25,
    firingsPerCardPerHour: spec?.rule_firings_per_card_per_hour ?? 20,
    selectMax: spec?.select_max ?? 200,
    patientMessagesPerDay: spec?.patient_messages_per_day ?? 3,
    sameMessagePerDay: spec?.same_message_per_day ?? 1,
  };
}

/** The practice, and beside it the same by the clock of every location that has its own. */
function reckoning(
  rules: PracticeRules,
  calendarSpecs: Practice["calendarSpecs"],
  calendarsIn: (zone: string) => Practice["calendars"],
): Practice {
  const at = (location: string): Practice => abroad.get(location) ?? home;
  const calendars = calendarsIn(rules.timezone);
  const home: Practice = { rules, calendarSpecs, calendars, metrics: new Map(), at };
  const abroad = new Map(
    rules.locations
      .filter(({ timezone }) => timezone !== rules.timezone)
      .map(({ id, timezone }) => [
        id,
        { ...home, rules: { ...rules, timezone }, calendars: calendarsIn(timezone) },
      ]),
  );
  return home;
}

/** The zones of locations that have one of their own. */
function readZones(at: Cursor, spec: PracticeFile, findings: Findings): ReadonlyMap<string, string> {
  const zones = new Map<string, string>();
  for (const [id, { timezone }] of Object.entries(spec.locations ?? {})) {
    if (timezone === undefined) continue;
    if (isValidZone(timezone)) zones.set(id, timezone);
    else findings.error("name-unknown", inside(at, id, "timezone"), NO_ZONE);
  }
  return zones;
}

const NO_ZONE = "This is no time zone: write an IANA name such as America/New_York";

function readTemplates(
  spec: PracticeFile,
  bodies: Readonly<Record<string, string>>,
): Readonly<Record<string, Template>> {
  return Object.fromEntries(
    Object.entries(spec.templates ?? {}).map(([name, template]) => [
      name,
      { ...template, body: bodies[name] ?? null },
    ]),
  );
}

function readCalendars(
  specs: Readonly<Record<string, CalendarSpec>>,
  { zone, now }: { readonly zone: string; readonly now: Instant | undefined },
  at: Cursor,
  findings: Findings,
): Readonly<Record<string, CompiledCalendar>> {
  const calendars: Record<string, CompiledCalendar> = {};
  for (const [id, { open, holidays, half_days, timezone = zone }] of Object.entries(specs)) {
    const compiled = compileCalendar(
      { open, ...given({ holidays: holidays && given(holidays), half_days }) },
      timezone,
      now,
    );
    if (compiled.ok) calendars[id] = compiled.calendar;
    else
      for (const { path, message, suggestion, known = [] } of compiled.errors) {
        const place = inside(at, id, ...path);
        const meant = suggestion ?? didYouMean(String(place.value), known);
        findings.error("calendar-invalid", place, message, { suggestion: meant });
      }
  }
  return calendars;
}

type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without the keys that are undefined. */
function given<T extends object>(value: T): Partial<Given<T>> {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Partial<Given<T>>;
}

function checkHours(at: Cursor, spec: PracticeFile, findings: Findings): void {
  const calendars = Object.keys(spec.calendars ?? {});
  for (const [role, cursor] of entries(inside(at, "roles"))) {
    const hours = spec.roles[role]?.hours;
    if (hours === undefined || calendars.includes(hours)) continue;
    const suggestion = didYouMean(hours, calendars);
    findings.error("name-unknown", inside(cursor, "hours"), `There is no calendar called “${hours}”`, {
      suggestion,
    });
  }
}

function readFields(at: Cursor, specs: Readonly<Record<string, Field>>, findings: Findings): FieldTypes {
  const fields: Record<string, FieldType> = { ...BUILT_IN };
  for (const [name, spec] of Object.entries(specs)) {
    const type = fieldType(spec);
    const own = BUILT_IN[name];
    if (own && (own.type !== type.type || type.enum)) {
      findings.error(
        "value-type",
        inside(at, name),
        `Every card has \`${name}\` by itself, of the type ${own.type}: leave it out`,
      );
      continue;
    }
    const wrong =
      type.default === null
        ? null
        : type.phi
          ? "can not be protected and have a default"
          : misfit(type, type.default);
    if (wrong) findings.error("value-type", inside(at, name), `The default of \`${name}\` ${wrong}`);
    fields[name] = own ?? type;
  }
  return fields;
}

/** What comes from outside says everything it is said to say: a default would have nothing to stand for. */
function readEvents(
  { events = {} }: PracticeFile,
  at: Cursor,
  findings: Findings,
): Readonly<Record<string, FieldTypes>> {
  const read = (name: string, field: string, spec: Field): FieldType => {
    const withDefault = typeof spec === "object" && spec.default !== undefined;
    if (withDefault)
      findings.error(
        "shape-value",
        inside(at, name, field, "default"),
        "What an event says has no default: it is always said",
        { part: "key" },
      );
    return { ...fieldType(spec), default: null };
  };
  return Object.fromEntries(
    Object.entries(events).map(([name, says]) => [
      name,
      Object.fromEntries(Object.entries(says).map(([field, spec]) => [field, read(name, field, spec)])),
    ]),
  );
}
