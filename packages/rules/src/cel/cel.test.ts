import { compileCalendar } from "@corridor/time";
import { describe, expect, test } from "vitest";
import { type Bindings, type CompiledExpr, type CompileOptions, createCel, type ExprType, type FieldTypes } from "./index.ts";

const FIELDS: FieldTypes = {
  stage: "string",
  assignee: "string",
  priority: { enum: ["low", "normal", "urgent"] },
  labels: "list<string>",
  "patient.first_name": { type: "string", phi: true },
  "insurance.status": { enum: ["none", "pending", "verified"] },
  "insurance.payer": "string",
  "appointment.start": "timestamp",
  "appointment.confirmed": "bool",
  "treatment.type": "string",
  "claim.denials": "int",
  "claim.ratio": "double",
  "note.code": { type: "string", default: "none" },
};
const env = createCel(
  FIELDS,
  { "event.connector": "string", "event.start": "timestamp", "event.reply": "dyn", "trigger.by": "string", weeks: "int", it: "card", "actor.role": { enum: ["nurse", "manager"] } },
  { calendars: ["front-desk"], metrics: () => ["no_show_rate"] },
);
const built = compileCalendar({ open: { "mon-fri": ["08:00-17:00"] } }, "America/New_York");
const BINDINGS: Bindings = {
  now: "2026-11-09T15:00:00.000Z", // Monday 10:00 in New York
  zone: "America/New_York",
  card: { stage: "intake", "claim.denials": 2, "appointment.start": "2026-11-10T15:00:00.000Z", labels: ["vip", "new"], "patient.first_name": { ref: "r1" } },
  event: { connector: "eligibility", start: "2026-11-09T18:00:00.000Z", reply: { status: "active", count: 3, parts: [{ code: "A" }] } },
  trigger: { by: "24h" },
  weeks: 2,
  it: { stage: "billing" },
  actor: { role: "manager" },
  labels: ["coverage-asked"],
  openTasks: { "Call payer": 2 },
  checklistsDone: ["intake"],
  calendars: built.ok ? { "front-desk": built.calendar } : {},
  "metric(no_show_rate, location)": 0.2,
  offered: (card, slot) => (card as { stage: string }).stage === "billing" && slot === "s1",
};

const compiled = (source: string, type: ExprType | "any" = "any", options?: CompileOptions): CompiledExpr => {
  const result = env.compile(source, type, options);
  if (!result.ok) throw new Error(result.errors.map((e) => e.message).join());
  return result.expr;
};
const value = (source: string, more: Partial<Bindings> = {}): unknown => {
  const result = compiled(source).evaluate({ ...BINDINGS, ...more });
  return result.ok ? result.value : `${result.code}: ${result.message}`;
};
const codes = (source: string, type: ExprType | "any" = "any"): string[] => {
  const result = env.compile(source, type);
  return result.ok ? [] : result.errors.map((e) => e.code);
};
const first = (source: string, type: ExprType | "any" = "any") => {
  const result = env.compile(source, type);
  return result.ok ? undefined : result.errors[0];
};

describe("expressions compute", () => {
  test.each<[string, unknown]>([
    ['card.stage == "intake" && card.insurance.status != "verified"', true],
    ["card.claim.denials + 1", 3],
    ["card.claim.denials + 1 >= 3", true],
    ["double(card.claim.denials) * 1.5", 3],
    ["card.appointment.confirmed", false],
    ["card.priority", "low"],
    ["card.note.code", "none"],
    ["size(card.labels)", 2],
    ['"vip" in card.labels', true],
    ['card.labels.exists(l, l.startsWith("v"))', true],
    ['card.labels.map(l, l + "!").join(", ")', "vip!, new!"],
    ['event.reply.status == "active" && event.reply.count == 3', true],
    ['event.reply.parts[0].code == "A"', true],
    ['actor.role == "manager"', true],
    ['it.stage == "billing" && offered(it, "s1")', true],
    ["weeks * 7", 14],
    ["event.start - now", 3 * 3_600_000],
    ['event.start - now > duration("2h")', true],
    ['now + duration("1h30m")', "2026-11-09T16:30:00.000Z"],
    ['now < timestamp("2026-11-09T15:00:01Z")', true],
    ["card.appointment.start", "2026-11-10T15:00:00.000Z"],
    ["{'a': 1, 'b': 2}", { a: 1, b: 2 }],
  ])("%s", (source, expected) => expect(value(source)).toEqual(expected));
});

describe("given functions", () => {
  test.each<[string, unknown]>([
    ["day(now)", "2026-11-09"],
    ["time(now)", "10:00"],
    ["weekday(now)", "mon"],
    ["local_hour(now)", 10],
    ['age(timestamp("2026-11-09T14:00:00Z")) == duration("1h")', true],
    ['after(weeks, "weeks")', "2026-11-23T15:00:00.000Z"],
    ['after(1, "business day", "front-desk")', "2026-11-10T15:00:00.000Z"],
    ['has_label("coverage-asked")', true],
    ['has_label("other")', false],
    ['open_tasks("Call payer") + open_tasks("none")', 2],
    ['checklist_done("intake")', true],
    ['pick(card.priority, {"urgent": 1, "low": 9}, 5)', 9],
    ['is_open(now, "front-desk")', true],
    ['business_hours_between(now, now + duration("24h"), "front-desk")', 9],
    ['metric("no_show_rate", "location") > 0.18', true],
  ])("%s", (source, expected) => expect(value(source)).toEqual(expected));

  test("pick answers its default for an absent key", () => {
    expect(value('pick(card.treatment.type, {"surgery": 2}, 6)')).toBe(6);
    expect(value('pick(card.treatment.type, {"surgery": 2}, 6)', { card: { "treatment.type": "surgery" } })).toBe(2);
  });
  test("that two cards are of one patient may be asked, and nothing else of who that is", () => {
    const two = createCel({ ...FIELDS, "patient.id": { type: "string", phi: true } }, { it: "card", name: "string" });
    const asked = (source: string) => {
      const made = two.compile(source, "bool");
      return made.ok ? made.expr.evaluate({ ...BINDINGS, card: { "patient.id": "p1" }, it: { "patient.id": "p2" } }) : made.errors.map(({ code }) => code);
    };
    expect(asked("it.patient.id == card.patient.id")).toEqual({ ok: true, value: false });
    expect(asked("it.patient.id != card.patient.id")).toEqual({ ok: true, value: true });
    for (const other of ['it.patient.id == "p2"', "it.patient.id == name", "it.patient.first_name == card.patient.first_name", "it.patient.id < card.patient.id"])
      expect([other, (asked(other) as string[])[0]]).toEqual([other, "cel-phi"]);
  });
  test("what nobody knows is unknown", () =>
    expect(value('metric("no_show_rate", "practice") > 1.0')).toMatch(/^unknown: metric\(no_show_rate, practice\) has no value/));
  test("a metric is named as it is written", () => {
    expect(first('metric("no_shw_rate", "location")')?.message).toMatch(/no metric “no_shw_rate”/);
    expect(first('metric("no_show_rate", "stage")')?.message).toMatch(/never “stage”; it is one of location, practice/);
    expect(first('metric(card.location, "location")')?.message).toMatch(/two texts as they are written/);
    expect(first('metric("no_show_rate")')?.message).toMatch(/two texts as they are written/);
  });
});

describe("absent values", () => {
  test.each(['card.assignee == "ana"', "day(card.appointment.start)", 'card.assignee + "x" == "y"', 'has(card.assignee) || card.assignee == "x"', 'has(it.assignee) && card.assignee == "x"'])(
    "%s is refused",
    (source) => expect(codes(source)).toEqual(["cel-absent"]),
  );
  test.each(['has(card.assignee) && card.assignee == "ana"', '!has(card.assignee) || card.assignee == "ana"', 'has(card.assignee) ? card.assignee == "ana" : false', '!(has(card.assignee) && true) || card.assignee == "x"', '!has(card.assignee) ? true : card.assignee == "x"'])(
    "%s is guarded",
    (source) => expect(typeof value(source)).toBe("boolean"),
  );
  test("a guard of another condition, or a trigger's anchor, counts when it is named", () => {
    const guard = compiled('has(card.assignee) && card.stage == "intake"');
    expect(guard.assures).toEqual(["card.assignee"]);
    expect(compiled('card.assignee == "x"', "bool", { present: guard.assures }).unguarded).toEqual([]);
  });
  test("a value passed on whole may be absent, and is then unknown", () => {
    expect(compiled("card.insurance.payer").unguarded).toEqual(["card.insurance.payer"]);
    expect(value("card.insurance.payer")).toBe("unknown: card.insurance.payer has no value");
  });
  test("unknown is never false, in any place that decides", () => {
    const loose = compiled('card.assignee == "x"', "bool", { absent: "allow" });
    expect(loose.evaluate(BINDINGS)).toMatchObject({ ok: false, code: "unknown" });
    expect(value('!(event.reply.nothing == "x")')).toMatch(/^unknown/);
    expect(value('event.reply.nothing == "x" || false')).toMatch(/^unknown/);
    expect(value('event.reply.nothing == "x" || true')).toBe(true);
  });
  test("edge-32: null is absent, an empty text is not", () => {
    expect(value("has(card.assignee)", { card: { assignee: null } })).toBe(false);
    expect(value("has(card.assignee)", { card: { assignee: "" } })).toBe(true);
    expect(value("card.claim.denials == 0 && card.labels == []", { card: { "claim.denials": null } })).toBe(true);
  });
  test("edge-32: a value of the wrong type is an error that does not show it", () => {
    expect(value("card.claim.denials > 1", { card: { "claim.denials": "Rosa" } })).toBe("error: card.claim.denials should hold a whole number and does not");
    expect(value("card.claim.denials > 1", { card: { "claim.denials": 3.5 } })).toMatch(/^error/);
    expect(value("card.claim.ratio > 1.0", { card: { "claim.ratio": 3 } })).toBe(true);
    expect(value('card.priority == "urgent"', { card: { priority: "retired-value" } })).toBe(false);
  });
});

describe("protected values", () => {
  test("pass on whole as the reference that was bound", () => expect(value("card.patient.first_name")).toEqual({ ref: "r1" }));
  test("may be asked for", () => expect(value("has(card.patient.first_name)")).toBe(true));
  test.each(['card.patient.first_name == "Ana"', "size(card.patient.first_name) > 1", 'has(card.patient.first_name) ? card.patient.first_name : ""', "[card.patient.first_name]", 'pick(card.patient.first_name, {"a": 1}, 2)', "it.patient.first_name + 'x'"])(
    "%s is refused",
    (source) => expect(codes(source)).toContain("cel-phi"),
  );
  test("never reach a trace", () => expect(compiled("card.patient.first_name").readValues(BINDINGS)).toEqual({ "card.patient.first_name": "‹phi›" }));
});

describe("names and values that do not exist", () => {
  test.each([
    ['card.insurnce.status == "none"', "cel-unknown-name", "card.insurance.status"],
    ['card.insurance.status == "verifed"', "cel-unknown-value", "verified"],
    ['"verifed" != card.insurance.status', "cel-unknown-value", "verified"],
    ['card.insurance.status in ["none", "verifed"]', "cel-unknown-value", "verified"],
    ['pick(card.priority, {"urgnt": 1}, 2) == 1', "cel-unknown-value", "urgent"],
    ['hs_label("x")', "cel-unknown-name", "has_label"],
    ["trigger.bye == \"x\"", "cel-unknown-name", "trigger.by"],
    ["week + 1", "cel-unknown-name", "weeks"],
    ['is_open(now, "frnt-desk")', "cel-unknown-value", "front-desk"],
    ['after(1, "wek")', "cel-unknown-value", "week"],
  ])("%s", (source, code, suggestion) => expect(first(source)).toMatchObject({ code, suggestion }));
  test("are marked where they stand", () => expect(first('card.stage == "x" && card.priority == "urgnt"')).toMatchObject({ offset: 38, endOffset: 45 }));
  test.each(["card", "card.insurance", 'card["stage"]', "card.stage.x", "has(card)", "has(card.insurance)", "null == card.stage"])("%s is refused", (source) => expect(codes(source)).not.toEqual([]));
});

describe("types", () => {
  test.each([
    ['card.claim.denials + "1"', "“+” does not go between a whole number and a text"],
    ["card.claim.denials + 1.5", "whole numbers and other numbers do not mix: write double(…) around the whole one"],
    ['day("x")', "day() does not take a text"],
    ["day()", "day() takes 1 values, here are 0"],
    ['card.stage = "x"', "write == to compare"],
  ])("%s: %s", (source, message) => expect(first(source)?.message).toBe(message));
  test("the answer must be of the type asked for", () => {
    expect(first("card.claim.denials", "bool")?.message).toBe("this is a whole number, and should be true or false: compare it with something");
    expect(codes("card.claim.denials", "double")).toEqual([]);
    expect(compiled("event.reply.status", "bool").evaluate(BINDINGS)).toMatchObject({ ok: false, code: "error" });
  });
});

describe("traces", () => {
  test("name every path read and every part of a condition", () => {
    const expr = compiled('(card.claim.denials + 1) * 2 == 6 && !(has(card.assignee) || event.reply.status == "x")');
    expect(expr.reads).toEqual(["card.claim.denials", "card.assignee", "event.reply.status"]);
    expect(expr.leaves.map((leaf) => leaf.source)).toEqual(["(card.claim.denials + 1) * 2 == 6", "has(card.assignee)", 'event.reply.status == "x"']);
    expect(expr.leaves.map((leaf) => leaf.evaluate(BINDINGS))).toEqual([true, false, false].map((v) => ({ ok: true, value: v })));
    expect(expr.leaves[2]?.reads).toEqual(["event.reply.status"]);
    expect(expr.readValues(BINDINGS)).toEqual({ "card.claim.denials": 2, "card.assignee": null, "event.reply.status": "active" });
  });
  test("say when the clock is read", () => {
    expect(['now > event.start', 'age(event.start) > duration("1h")', 'after(1, "day") > event.start', "weeks > 1"].map((s) => compiled(s).usesNow)).toEqual([true, true, true, false]);
  });
});

describe("text", () => {
  const parts = (source: string) => {
    const text = env.parseText(source);
    return text.ok ? text.parts.map((p) => ("literal" in p ? p.literal : { reads: p.expr.reads })) : text.errors;
  };
  test("is split once, at load", () => {
    expect(parts('Fix ${card.note.code} in ${pick(card.stage, {"a": "}"}, "b")} $${x}')).toEqual(["Fix ", { reads: ["card.note.code"] }, " in ", { reads: ["card.stage"] }, " ${x}"]);
    expect(parts("no parts: $5 {a}")).toEqual(["no parts: $5 {a}"]);
  });
  test("reports faults at their place in the whole text", () => {
    expect(parts("Fix ${card.sta}")).toMatchObject([{ code: "cel-unknown-name", offset: 6, endOffset: 14 }]);
    expect(parts("Fix ${card.stage")).toMatchObject([{ code: "cel-syntax", offset: 4 }]);
  });
  test.each(["${card.patient.id}", "=1+1", "{{7*7}}", "<script>", "\r\nBcc: x"])("edge-35: a value %j stays text", (injected) => {
    expect(value("card.note.code", { card: { "note.code": injected } })).toBe(injected);
  });
});

describe("edge-34: hostile expressions are refused or end soon", () => {
  const nested = (n: number, body: string): string => (n === 0 ? body : `card.labels.exists(v${n}, ${nested(n - 1, body)})`);
  const long = { ...BINDINGS, card: { labels: Array.from({ length: 200 }, (_, i) => `label-${i}`) } };
  test.each([
    ["a regular expression", 'card.stage.matches("(a+)+b")', "cel-refused"],
    ["a host time zone", 'now.getHours("Asia/Tokyo") == 1', "cel-refused"],
    ["three loops in each other", nested(3, "v1 == v2"), "cel-refused"],
    ["a loop over a growing list", "(card.labels + card.labels).all(a, a == 'x')", "cel-refused"],
    ["2,001 characters", `"${"x".repeat(1_999)}"`, "cel-limit"],
    ["a million characters", "x".repeat(1_000_000), "cel-limit"],
    ["deep brackets", `${"(".repeat(900)}1${")".repeat(900)}`, "cel-limit"],
    ["deep lists", `${"[".repeat(900)}1${"]".repeat(900)}`, "cel-limit"],
    ["a binding macro", 'cel.bind(x, "a", x + x)', "cel-unknown-name"],
    ["host types", "google.protobuf.Timestamp == google.protobuf.Timestamp", "cel-unknown-name"],
    ["dyn()", "dyn(card.stage) == 1", "cel-unknown-name"],
    ["an inner name", "__string_0 == ''", "cel-unknown-name"],
    ["an inner function", "given_day(now) == ''", "cel-unknown-name"],
    ["a right-to-left mark", 'card.stage == "\u202Ex"', "cel-syntax"],
    ["__proto__", "card.__proto__ == ''", "cel-"],
    ["constructor", "card.constructor == ''", "cel-unknown-name"],
    ["nothing", "  ", "cel-syntax"],
    ["bytes", 'b"abc" == b"abc"', "cel-refused"],
    ["a loop that hides a name", "card.labels.all(card, true)", "cel-refused"],
  ])("%s", (_name, source, code) => expect(codes(source)[0]).toContain(code));

  test("an error never shows a value", () => {
    const secret = { event: { reply: { name: "Rosa", list: ["Rosa"] } } };
    for (const source of ['{"a": 1}[event.reply.name] == 1', "int(event.reply.name) == 1", "event.reply.name > 1", "event.reply.list[5] == 1", "event.reply.name.x == 1"]) {
      expect(value(source, secret)).toMatch(/^(unknown|error): (?!.*Rosa)/);
    }
  });
  test("own members only are read of what a connector answered", () => {
    expect(value("event.reply.constructor == 'x'")).toMatch(/^unknown/);
    expect(value("event.reply.toString == 'x'")).toMatch(/^unknown/);
    expect(value("has(event.reply.constructor)")).toBe(false);
    expect(value("event.reply.a == 1", { event: JSON.parse('{"reply": {"__proto__": {"a": 1}}}') })).toMatch(/^unknown/);
  });
  test("loops over full lists stop", () => {
    const expr = compiled(nested(2, "card.labels.size() > 500"));
    expect(expr.evaluate(long)).toMatchObject({ ok: false, code: "error", message: expect.stringContaining("reads too much") });
    expect(compiled("card.labels.size() > 1").evaluate({ ...BINDINGS, card: { labels: Array(201).fill("x") } })).toMatchObject({ code: "error" });
  }, 2_000);
  test("text does not grow without end", () => {
    const wide = { ...BINDINGS, card: { ...long.card, "note.code": "x".repeat(20_000) } };
    expect(compiled("card.labels.map(l, card.note.code).join('')").evaluate(wide)).toMatchObject({ ok: false, code: "error" });
  });
  test.each([`${"!".repeat(1_990)}true`, Array(900).fill("1").join("+"), Array(300).fill("true").join("&&"), `${"-".repeat(1_990)}1`])(
    "a tree too tall to walk is refused, not walked (%#)",
    (source) => expect(codes(source)).toEqual(["cel-limit"]),
  );
  test("a long list of alternatives is fine", () => expect(value(Array(200).fill("false").join("||"))).toBe(false));
});
