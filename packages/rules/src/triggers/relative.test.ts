import { describe, expect, test } from "vitest";
import type { Ruleset, Timer } from "../model.ts";
import { LivingCard } from "../testing/living-card.ts";
import { card, env, withRules } from "../testing/small.ts";

const reminders = (more = "", by = "[3 days, 1 day, 2h]"): Ruleset =>
  withRules(
    `  - { id: reminders, name: R, when: [{ before: card.appointment.start, by: ${by}${more} }], then: [] }\n`,
  );

/** Without the hash by which the trigger is called. */
const unnamed = (key: string): string => key.replace(/\.[0-9a-f]{8}\//, "/");

const MONDAY = "2026-11-09T15:00:00.000Z"; // 10:00 in New York
const booked = (start: string, id = "a1") =>
  card({ appointment: { id, start, minutes: 30, provider: "dr", slot: null } });
const at = (now: string, start: string | null, id = "a1") =>
  env({ now, card: start === null ? card() : booked(start, id) });

/** Timers of the card, by key, while it lives. */
class Clocks {
  readonly rules: Ruleset;
  timers = new Map<string, Timer>();
  constructor(rules: Ruleset) {
    this.rules = rules;
  }
  look(now: string, start: string | null, id = "a1"): readonly string[] {
    const { put, drop } = this.rules.timers(
      at(now, start, id),
      [...this.timers.values()],
      new Set(["appointment.start"]),
    );
    for (const key of drop) this.timers.delete(key);
    for (const timer of put) this.timers.set(timer.key, timer);
    return this.armed();
  }
  armed(): readonly string[] {
    return [...this.timers.values()].flatMap((timer) => (timer.due === null ? [] : [timer.due]));
  }
  /** Lets what is due by now fire. */
  ring(now: string, start: string | null, id = "a1"): readonly string[] {
    const due = [...this.timers.values()].filter((timer) => timer.due !== null && timer.due <= now);
    return due.map((timer) => {
      const fate = this.rules.due(at(now, start, id), timer);
      this.timers.set(timer.key, { ...timer, due: null });
      return fate.fire ? `step ${fate.trigger.step}${fate.trigger.late ? " late" : ""}` : fate.why;
    });
  }
}

describe("before", () => {
  test("arms one timer for each step, named by rule, card, appointment, time and step", () => {
    const rules = reminders();
    const { put } = rules.timers(at("2026-11-02T15:00:00.000Z", MONDAY), [], null);
    expect(put.map((timer) => [unnamed(timer.key), timer.due, timer.step])).toEqual([
      [`rel:reminders/c1/a1@${MONDAY}/3-days`, "2026-11-06T15:00:00.000Z", 0],
      [`rel:reminders/c1/a1@${MONDAY}/1-day`, "2026-11-08T15:00:00.000Z", 1],
      [`rel:reminders/c1/a1@${MONDAY}/2h`, "2026-11-09T13:00:00.000Z", 2],
    ]);
  });

  test("counts days on the wall and hours as they pass, across a clock change", () => {
    const start = "2026-11-02T14:30:00.000Z"; // Monday 09:30, the day after the clocks went back
    const clocks = new Clocks(reminders("", "[3 days]"));
    expect(clocks.look("2026-10-20T12:00:00.000Z", start)).toEqual(["2026-10-30T13:30:00.000Z"]);
    const hours = new Clocks(reminders("", "[72h]"));
    expect(hours.look("2026-10-20T12:00:00.000Z", start)).toEqual(["2026-10-30T14:30:00.000Z"]);
  });

  test("counts business time in a calendar", () => {
    const clocks = new Clocks(reminders(", calendar: office", "1 business day"));
    expect(clocks.look("2026-11-02T15:00:00.000Z", MONDAY)).toEqual(["2026-11-06T15:00:00.000Z"]);
  });

  test("edge-33: moves with its appointment, and never fires a step twice for one time", () => {
    const clocks = new Clocks(reminders());
    const later = "2026-11-16T15:00:00.000Z";
    clocks.look("2026-11-02T15:00:00.000Z", MONDAY);
    expect(clocks.ring("2026-11-06T15:00:00.500Z", MONDAY)).toEqual(["step 0"]);
    expect(clocks.look("2026-11-06T16:00:00.000Z", later)).toEqual([
      "2026-11-13T15:00:00.000Z",
      "2026-11-15T15:00:00.000Z",
      "2026-11-16T13:00:00.000Z",
    ]);
    // Back to the time it had before: the step that has fired for it does not fire again.
    expect(clocks.look("2026-11-06T17:00:00.000Z", MONDAY)).toEqual([
      "2026-11-08T15:00:00.000Z",
      "2026-11-09T13:00:00.000Z",
    ]);
    expect(clocks.look("2026-11-06T18:00:00.000Z", null)).toEqual([]);
  });

  test("edge-33: takes an appointment booked anew for a new one, even at the same time", () => {
    const clocks = new Clocks(reminders());
    clocks.look("2026-11-02T15:00:00.000Z", MONDAY);
    clocks.ring("2026-11-06T15:00:00.500Z", MONDAY);
    clocks.look("2026-11-06T15:01:00.000Z", null);
    clocks.look("2026-11-06T15:02:00.000Z", MONDAY, "a2");
    expect(clocks.armed()).toEqual(["2026-11-08T15:00:00.000Z", "2026-11-09T13:00:00.000Z"]);
    const eager = new Clocks(reminders(", late: fire"));
    eager.look("2026-11-06T15:02:00.000Z", MONDAY, "a2");
    expect(eager.armed()[0]).toBe("2026-11-06T15:00:00.000Z");
  });

  test("of steps already overdue considers only the last, as `late` says", () => {
    const now = "2026-11-09T12:00:00.000Z"; // two steps are past, the first by two days, the second by 21 hours
    expect(new Clocks(reminders()).look(now, MONDAY)).toEqual(["2026-11-09T13:00:00.000Z"]);
    expect(new Clocks(reminders(", late: fire")).look(now, MONDAY)).toEqual([
      "2026-11-08T15:00:00.000Z",
      "2026-11-09T13:00:00.000Z",
    ]);
    expect(new Clocks(reminders(", late: { within: 22h }")).look(now, MONDAY)).toHaveLength(2);
    expect(new Clocks(reminders(", late: { within: 20h }")).look(now, MONDAY)).toHaveLength(1);
  });

  test("edge-14: after a long stop lets one step through, the right one, and none once the visit began", () => {
    const clocks = new Clocks(reminders(", late: fire"));
    clocks.look("2026-11-02T15:00:00.000Z", MONDAY);
    const stopped = new Map(clocks.timers);
    expect(clocks.ring("2026-11-09T14:00:00.000Z", MONDAY)).toEqual([
      "late-skipped",
      "late-skipped",
      "step 2 late",
    ]);
    expect(clocks.look("2026-11-09T14:01:00.000Z", MONDAY)).toEqual([]);
    clocks.timers = stopped;
    expect(clocks.ring("2026-11-09T15:00:00.000Z", MONDAY)).toEqual(["too-late", "too-late", "too-late"]);
    expect(new Clocks(reminders(", late: fire")).look(MONDAY, MONDAY)).toEqual([]);
  });

  test("skips what is more than a minute late when it is told to", () => {
    const clocks = new Clocks(reminders());
    clocks.look("2026-11-02T15:00:00.000Z", MONDAY);
    expect(clocks.ring("2026-11-06T15:00:59.000Z", MONDAY)).toEqual(["step 0"]);
    expect(clocks.ring("2026-11-08T15:02:00.000Z", MONDAY)).toEqual(["late-skipped"]);
  });

  test("is stale when the appointment has moved, or the rule has changed or gone", () => {
    const rules = reminders();
    const [timer] = rules.timers(at("2026-11-02T15:00:00.000Z", MONDAY), [], null).put;
    if (!timer) throw new Error("nothing armed");
    const stale = { fire: false, why: "stale" };
    expect(rules.due(at(timer.due as string, "2026-11-10T15:00:00.000Z"), timer)).toEqual(stale);
    expect(reminders("", "[3 days, 1 day, 1h]").due(at(timer.due as string, MONDAY), timer)).toEqual(stale);
    expect(withRules(" []").due(at(timer.due as string, MONDAY), timer)).toEqual(stale);
    expect(rules.due(at(timer.due as string, MONDAY), timer)).toMatchObject({
      ...{ fire: true, trigger: { step: 0, by: "3 days", late: false, anchor: MONDAY } },
    });
  });

  test("when the rule is edited keeps what has fired and sets the rest anew", () => {
    const clocks = new Clocks(reminders());
    clocks.look("2026-11-02T15:00:00.000Z", MONDAY);
    clocks.ring("2026-11-06T15:00:00.500Z", MONDAY);
    const edited = reminders("", "[3 days, 1 day, 4h]");
    const change = edited.timers(at("2026-11-06T15:01:00.000Z", MONDAY), [...clocks.timers.values()], null);
    expect(change.put.map((timer) => timer.due)).toEqual([
      "2026-11-08T15:00:00.000Z",
      "2026-11-09T11:00:00.000Z",
    ]);
    expect(change.drop.map(unnamed)).toEqual([`rel:reminders/c1/a1@${MONDAY}/2h`]);
  });

  test("looks at nothing when nothing it counts from has changed", () => {
    const { put, drop } = reminders().timers(
      at("2026-11-02T15:00:00.000Z", MONDAY),
      [],
      new Set(["priority", "stage"]),
    );
    expect({ put, drop }).toEqual({ put: [], drop: [] });
  });
});

describe("after", () => {
  test("of steps that are overdue together lets the last through, which is the one that is on", () => {
    const steps = (late: string) =>
      withRules(
        `  - { id: later, name: L, when: [{ after: card.checked_at, by: [1h, 3h, 1 day], late: ${late} }], then: [] }\n`,
      );
    const checked = { fields: { checked_at: "2026-11-02T15:00:00.000Z" } };
    const clock = () =>
      new LivingCard(steps("fire"), checked).becomes("2026-11-02T15:00:00.000Z", {}, ["checked_at"]);
    expect(clock().rings("2026-11-02T20:00:00.000Z")).toEqual(["late-skipped", "fired 3h late"]);
    expect(clock().rings("2026-11-09T15:00:00.000Z")).toEqual([
      "late-skipped",
      "late-skipped",
      "fired 1 day late",
    ]);
    const timid = new LivingCard(steps("skip"), checked).becomes("2026-11-02T15:00:00.000Z", {}, [
      "checked_at",
    ]);
    expect(timid.rings("2026-11-02T20:00:00.000Z")).toEqual(["late-skipped", "late-skipped"]);
  });

  test("counts from any time of the card", () => {
    const rules = withRules(
      "  - { id: later, name: L, when: [{ after: card.checked_at, by: [1h, 1 day] }], then: [] }\n",
    );
    const checked = card({ fields: { checked_at: "2026-11-02T10:00:00-05:00" } });
    const { put } = rules.timers(env({ card: checked }), [], new Set(["checked_at"]));
    expect(put.map((timer) => [unnamed(timer.key), timer.due])).toEqual([
      ["rel:later/c1/checked_at@2026-11-02T15:00:00.000Z/1h", "2026-11-02T16:00:00.000Z"],
      ["rel:later/c1/checked_at@2026-11-02T15:00:00.000Z/1-day", "2026-11-03T15:00:00.000Z"],
    ]);
  });
});
