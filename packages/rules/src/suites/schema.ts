import * as z from "zod/mini";
import { DurationText, Id, Name, Word } from "../shape/index.ts";

const Names = z.array(z.string().check(z.minLength(1)));
const Percent = z.number().check(z.gte(0), z.lte(100));
/** What a person, a file or a patient is called in tests. */
const Called = z.string().check(z.minLength(1), z.maxLength(200));

const Member = z.strictObject({
  id: Called,
  roles: z.array(Word).check(z.minLength(1, "must name at least one role")),
  shift: z.optional(z.union([z.string(), z.array(z.string())])),
  locations: z.optional(z.array(Word)),
  /** Open cards the person has besides those of the test. */
  load: z.optional(z.int().check(z.gte(0))),
});

/** `503`, or `503 x3` for so many tries. */
const Failing = z.union([
  z.int().check(z.gte(100), z.lte(599)),
  z.string().check(z.regex(/^[1-5]\d\d( [x×][1-8])?$/, "is a code such as 503, or 503 x3 for three tries")),
]);

const Reply = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const Answer = z.strictObject({
  after: z.optional(DurationText),
  reply: z.optional(Reply),
  fail: z.optional(Failing),
});

/** What may be said of a card beside its fields. */
export const CARD_KEYS = [
  "id",
  "stage",
  "state",
  "type",
  "location",
  "assignee",
  "labels",
  "minutes",
  "enter",
] as const;

const Card = z.catchall(
  z.object({
    id: Called,
    stage: z.optional(Word),
    state: z.optional(Word),
    type: z.optional(Word),
    location: z.optional(Word),
    assignee: z.optional(Called),
    labels: z.optional(Names),
    /** How long its appointment takes. */
    minutes: z.optional(z.int().check(z.gte(1), z.lte(24 * 60))),
    enter: z.optional(z.boolean()),
  }),
  z.unknown(),
);

const Watched = z.strictObject({ rule: Id, due: z.optional(z.string()) });
const Trace = z.strictObject({
  rule: Id,
  outcome: z.optional(z.string()),
  if: z.optional(z.array(z.boolean())),
});
/** Part of an action, of a message, of a card: what is not said is not looked at. */
const Part = z.record(z.string(), z.unknown());

export const Expect = z.strictObject({
  none: z.optional(z.literal(true)),
  fired: z.optional(z.array(Id)),
  not_fired: z.optional(z.array(Id)),
  fired_count: z.optional(z.record(z.string(), z.int().check(z.gte(0)))),
  actions: z.optional(z.array(Part)),
  in_order: z.optional(z.boolean()),
  card: z.optional(Part),
  cards: z.optional(z.record(z.string(), Part)),
  escalation: z.optional(
    z.record(z.string(), z.union([z.int().check(z.gte(0)), z.enum(["none", "done", "exhausted"])])),
  ),
  messages: z.optional(z.array(Part)),
  no_messages: z.optional(z.literal(true)),
  notices: z.optional(z.array(Part)),
  timers: z.optional(z.array(Watched)),
  refused: z.optional(z.union([z.string(), z.literal(true)])),
  trace: z.optional(z.union([Trace, z.array(Trace)])),
});

const Step = z.strictObject({
  at: z.optional(z.string()),
  wait: z.optional(DurationText),
  /** Whose business time is waited. */
  calendar: z.optional(Id),
  do: z.optional(z.unknown()),
  expect: z.optional(Expect),
});

/** What tests stand on, for one or for all of a file. */
const ground = {
  start: z.optional(z.string()),
  staff: z.optional(z.array(Member)),
  connectors: z.optional(z.record(z.string(), z.union([Answer, z.array(Answer)]))),
};

const Trial = z.strictObject({
  name: Name,
  ...ground,
  card: z.optional(Card),
  cards: z.optional(z.array(Card)),
  other_cards: z.optional(z.array(Card)),
  steps: z.array(Step).check(z.minLength(1, "must have at least one step")),
});

/** Other rules that a step activates: written out, in the place of those with their ids. */
export const ChangedRules = z.strictObject({
  rules: z.optional(z.array(z.record(z.string(), z.unknown()))),
  without: z.optional(z.array(Id)),
});

/** One of `rule`, `policy`, `stage` and `table` says what is changed, `mutant` how, as `--mutate` says it. */
const Equivalent = z.strictObject({
  ...{ rule: z.optional(Id), policy: z.optional(Id), stage: z.optional(Word), table: z.optional(Word) },
  ...{ mutant: Name, because: Name },
});

export const TestsFile = z.strictObject({
  schema: z.literal("corridor/v1"),
  kind: z.literal("tests"),
  /** Rules files or patterns (`*.rules.yaml`); all where none are named. */
  rules: z.optional(Names),
  ...ground,
  coverage: z.optional(z.strictObject({ rules: z.optional(Percent), arms: z.optional(Percent) })),
  /** Changes that no test can notice, each with its reason. */
  equivalent: z.optional(z.array(Equivalent)),
  tests: z.array(Trial),
});
export type TestsFile = z.infer<typeof TestsFile>;
export type TrialSpec = TestsFile["tests"][number];
export type StepSpec = TrialSpec["steps"][number];
export type AnswerSpec = z.infer<typeof Answer>;
