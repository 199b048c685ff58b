import type { Instant } from "@corridor/domain";
import { addBusiness, type Duration, isDurationError, parseDuration, shift } from "@corridor/time";
import { type Cursor, entries, inside, members } from "../reading/index.ts";
import { type Desk, isKnown, timeAt, type TrialDesk } from "./desk.ts";
import type { Answer, Member, Step, StartingCard, Trial } from "./model.ts";
import { readCard } from "./read-card.ts";
import { readDeed } from "./read-deed.ts";
import { readExpect } from "./read-expect.ts";
import type { AnswerSpec } from "./schema.ts";

/** One test of a file that is in shape. `file` is the file's top, whose `start`, `staff` and `connectors` hold for all. */
export function readTrial(at: Cursor, file: Cursor, desk: Desk): Trial | null {
  const { findings } = desk.ground;
  const errors = findings.errors;
  const start = readStart(at, file, desk);
  const staff = either(at, file, "staff");
  const people = members(staff).map((member) => readMember(member, desk));
  const answers = Object.fromEntries(
    entries(either(at, file, "connectors")).map(([call, cursor]) => [call, readAnswers(cursor)]),
  );
  const own = inside(at, "card");
  const cursors = [
    ...(own.value === undefined ? [] : [own]),
    ...members(inside(at, "cards")),
    ...members(inside(at, "other_cards")),
  ];
  const cards = cursors.map((cursor) => readCard(desk, cursor));
  checkTwice(
    cursors.map((cursor) => inside(cursor, "id")),
    "card",
    desk,
  );
  checkTwice(
    members(staff).map((member) => inside(member, "id")),
    "person",
    desk,
  );
  const created = members(inside(at, "steps")).map((step) => inside(step, "do", "create", "id").value);
  const trialDesk: TrialDesk = {
    ...desk,
    cards: [...cursors.map((cursor) => inside(cursor, "id").value), ...created].flatMap((id) =>
      typeof id === "string" ? [id] : [],
    ),
    people: people.map(({ id }) => id),
    calls: Object.keys(answers),
  };
  for (const cursor of cursors) {
    const assignee = inside(cursor, "assignee");
    if (assignee.value !== undefined) isKnown(desk, "person in `staff`", assignee, trialDesk.people);
  }
  const steps = members(inside(at, "steps")).map((step) => readStep(step, trialDesk));
  if (start !== null) checkTimes(steps, members(inside(at, "steps")), start, desk);
  if (findings.errors > errors || start === null) return null;
  return {
    ...{
      name: String(inside(at, "name").value),
      place: at.file.nodeAt([...at.path, "name"]),
      start,
      staff: people,
      answers,
    },
    cards: cards.filter((card): card is StartingCard => card !== null),
    steps,
  };
}

const either = (at: Cursor, file: Cursor, key: string): Cursor =>
  inside(at, key).value === undefined ? inside(file, key) : inside(at, key);

function readStart(at: Cursor, file: Cursor, desk: Desk): Instant | null {
  const start = either(at, file, "start");
  if (start.value !== undefined) return timeAt(desk, start);
  desk.ground.findings.error(
    "shape-missing",
    at,
    "Say when the test begins: `start: 2026-11-02T09:00`, here or for the whole file",
  );
  return null;
}

function readMember(at: Cursor, desk: Desk): Member {
  const said = (key: string) => inside(at, key).value;
  const { roles, locations } = desk.ground.practice.rules;
  for (const role of members(inside(at, "roles"))) isKnown(desk, "role", role, Object.keys(roles));
  for (const location of members(inside(at, "locations")))
    isKnown(
      desk,
      "location",
      location,
      locations.map(({ id }) => id),
    );
  const shift = said("shift");
  return {
    id: String(said("id")),
    roles: members(inside(at, "roles")).map(({ value }) => String(value)),
    shifts: Array.isArray(shift) ? shift.map(String) : shift === undefined ? [] : [String(shift)],
    locations: members(inside(at, "locations")).map(({ value }) => String(value)),
    load: Number(said("load") ?? 0),
  };
}

function checkTwice(ids: readonly Cursor[], what: string, { ground }: Desk): void {
  const known = new Set<unknown>();
  for (const id of ids) {
    if (known.has(id.value))
      ground.findings.error(
        "name-duplicate",
        id,
        `There is already a ${what} called “${String(id.value)}” here`,
      );
    known.add(id.value);
  }
}

function readAnswers(at: Cursor): readonly Answer[] {
  return (Array.isArray(at.value) ? members(at) : [at]).map(({ value }): Answer => {
    const { after, reply, fail } = value as AnswerSpec;
    const [, code = "", , tries] = /^(\d{3})( [x×](\d))?$/.exec(String(fail ?? "")) ?? [];
    return {
      afterMs: after === undefined ? 0 : elapsed(parseDuration(after)),
      reply: reply ?? null,
      fail:
        fail === undefined ? null : { code: Number(code), tries: tries === undefined ? null : Number(tries) },
    };
  });
}

const elapsed = (duration: ReturnType<typeof parseDuration>): number =>
  !isDurationError(duration) && duration.kind === "elapsed" ? duration.ms : 0;

function readStep(at: Cursor, desk: TrialDesk): Step {
  const [deed, expect] = [inside(at, "do"), inside(at, "expect")];
  if (deed.value === undefined && expect.value === undefined)
    desk.ground.findings.error(
      "test-deed",
      at,
      "A step does something (`do`), or expects something (`expect`)",
    );
  const checks = readExpect(expect, desk);
  return {
    place: at.file.nodeAt(at.path),
    until: readUntil(at, desk),
    deed: deed.value === undefined ? null : readDeed(deed, desk),
    checks,
    refusal: checks.some(({ kind }) => kind === "refused"),
  };
}

function readUntil(at: Cursor, desk: Desk): Step["until"] {
  const { findings } = desk.ground;
  const [time, wait, named] = [inside(at, "at"), inside(at, "wait"), inside(at, "calendar")];
  if (time.value !== undefined && wait.value !== undefined) {
    findings.error("test-time", wait, "A step comes either `at` a time or after a `wait`", { part: "key" });
    return null;
  }
  if (time.value !== undefined) {
    const until = timeAt(desk, time);
    return until === null ? null : () => until;
  }
  const duration = wait.value === undefined ? null : parseDuration(String(wait.value));
  if (duration === null || isDurationError(duration)) return null;
  return waiting(duration, at, named, desk);
}

function waiting(duration: Duration, at: Cursor, named: Cursor, desk: Desk): Step["until"] {
  const { calendars, rules } = desk.ground.practice;
  if (duration.kind !== "business") return (now) => shift(now, duration, rules.timezone);
  const only = Object.keys(calendars).length === 1 ? Object.keys(calendars)[0] : undefined;
  const id = named.value ?? only;
  if (id === undefined) {
    desk.ground.findings.error(
      "duration-calendar",
      inside(at, "wait"),
      "Business time needs a `calendar` beside it",
    );
    return null;
  }
  if (!isKnown(desk, "calendar", { ...named, value: id }, Object.keys(calendars))) return null;
  const calendar = calendars[String(id)];
  return calendar ? (now) => addBusiness(calendar, now, duration) ?? now : null;
}

/** The clock only goes forward. */
function checkTimes(
  steps: readonly Step[],
  cursors: readonly Cursor[],
  start: Instant,
  { ground }: Desk,
): void {
  let now = start;
  for (const [i, step] of steps.entries()) {
    const next = step.until?.(now) ?? now;
    if (next < now && cursors[i])
      ground.findings.error(
        "test-time",
        inside(cursors[i], "at"),
        "This is before what has been: the clock of a test only goes forward",
      );
    now = next > now ? next : now;
  }
}
