import * as z from "zod/mini";
import { Channel, DurationText, Id, Name, Word } from "../shape/index.ts";

const FieldName = z
  .string()
  .check(
    z.regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$/, "must be a name or `group.name`: insurance.status"),
  );
const EventName = z.string().check(z.regex(/^x(\.[a-z][a-z0-9_]*)+$/, "must begin with `x.`: x.lab.result"));
const Scalar = z.enum(["string", "bool", "int", "double", "timestamp", "list<string>"]);
const Literal = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

const Field = z.union([
  Scalar,
  z.strictObject({ enum: z.array(z.string()).check(z.minLength(1)), default: z.optional(z.string()) }),
  z.strictObject({ type: Scalar, phi: z.optional(z.boolean()), default: z.optional(Literal) }),
]);
export type Field = z.infer<typeof Field>;

/** What an operation of a connector is told. It has no default: a rule tells it or, where it is optional, does not. */
const optional = z.optional(z.boolean());
const ParameterSpec = z.union([
  Scalar,
  z.strictObject({ enum: z.array(z.string()).check(z.minLength(1)), optional }),
  z.strictObject({ type: Scalar, phi: z.optional(z.boolean()), optional }),
]);
export type ParameterSpec = z.infer<typeof ParameterSpec>;

const Ranges = z.array(z.string());
const Calendar = z.strictObject({
  /** Where its hours are told; else they are those of the clock at the card's location. */
  timezone: z.optional(z.string()),
  open: z.record(z.string(), Ranges),
  holidays: z.optional(
    z.strictObject({
      use: z.optional(z.string()),
      except: z.optional(z.array(z.string())),
      add: z.optional(z.array(z.string())),
    }),
  ),
  half_days: z.optional(z.record(z.string(), Ranges)),
});
export type CalendarSpec = z.infer<typeof Calendar>;

const TemplateSpec = z.strictObject({
  vars: z.record(Word, z.enum(["string", "int", "double", "bool", "timestamp"])),
  channels: z.array(Channel).check(z.minLength(1)),
  phi: z.enum(["none", "minimal", "full"]),
});

const Plain = z.union([z.string(), z.number(), z.boolean()]);
/** Events that are counted, as a trigger names them. */
const CountedSpec = z.strictObject({
  event: z.string(),
  ...{ state: z.optional(z.string()), stage: z.optional(z.string()), field: z.optional(z.string()) },
  ...{ from: z.optional(Plain), to: z.optional(Plain) },
});
const CountedList = z.union([CountedSpec, z.array(CountedSpec).check(z.minLength(1))]);

const MetricSpec = z.strictObject({
  unit: z.enum(["ratio", "count", "minutes"]),
  count: z.optional(CountedList),
  of: z.optional(CountedList),
  over: z.optional(DurationText),
});
export type MetricSpec = z.infer<typeof MetricSpec>;

export const PracticeFile = z.strictObject({
  schema: z.literal("corridor/v1"),
  kind: z.literal("practice"),
  timezone: z.string(),
  locations: z.optional(z.record(Word, z.strictObject({ name: Name, timezone: z.optional(z.string()) }))),
  card_types: z.optional(z.array(Word).check(z.minLength(1))),
  calendars: z.optional(z.record(Id, Calendar)),
  roles: z.record(
    Word,
    z.strictObject({ hours: z.optional(Id), sees: z.optional(z.enum(["full", "initials", "none"])) }),
  ),
  fields: z.record(FieldName, Field),
  events: z.optional(z.record(EventName, z.record(Word, Field))),
  connectors: z.optional(z.record(Word, z.record(Word, z.record(Word, ParameterSpec)))),
  metrics: z.optional(z.record(Word, MetricSpec)),
  templates: z.optional(z.record(Word, TemplateSpec)),
  quiet_hours: z.optional(
    z.strictObject({
      patient: z
        .string()
        .check(
          z.regex(
            /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/,
            "must be a span of the day: 20:00-08:00",
          ),
        ),
    }),
  ),
  /** Who lets new rules decide: a manager, or, unless said, whoever can write the rules directory. */
  approval: z.optional(z.enum(["manager", "none"])),
  limits: z.optional(
    z.strictObject({
      // No chain gets longer without a person or an answer from outside in between; a practice may have less.
      max_chain: z.optional(z.int().check(z.gte(1, "must be from 1 to 8"), z.lte(8, "must be from 1 to 8"))),
      actions_per_rule: z.optional(z.int().check(z.gte(1), z.lte(25))),
      rule_firings_per_card_per_hour: z.optional(
        z.int().check(z.gte(1, "must be from 1 to 1000"), z.lte(1000, "must be from 1 to 1000")),
      ),
      patient_messages_per_day: z.optional(
        z.int().check(z.gte(1, "must be from 1 to 20"), z.lte(20, "must be from 1 to 20")),
      ),
      same_message_per_day: z.optional(
        z.int().check(z.gte(1, "must be from 1 to 20"), z.lte(20, "must be from 1 to 20")),
      ),
      select_max: z.optional(
        z.int().check(z.gte(1, "must be from 1 to 200"), z.lte(200, "must be from 1 to 200")),
      ),
    }),
  ),
});
export type PracticeFile = z.infer<typeof PracticeFile>;
