import { expect, test } from "vitest";
import { compileRuleset } from "../compile-ruleset.ts";
import { renderDiagnostics } from "../diagnostics/index.ts";
import { RULES } from "../testing/small.ts";
import { defaultPractice, smallPractice } from "../testing/texts.ts";
import { EVENTS } from "../triggers/index.ts";
import { vocabularyOf } from "./index.ts";

const own = `${RULES}  - { id: tells, name: T, when: [{ event: card.created }], then: [{ emit: lab-came }] }\n`;

/** What the checker has against these triggers and actions, of rules of the default practice. */
function faults(triggers: readonly string[], actions: readonly string[]): string {
  const rules = [
    ...triggers.map((when) => [when, ""]),
    ...actions.map((then) => ["{ event: card.created }", then]),
  ];
  const text = rules.map(
    ([when, then], n) =>
      `  - { id: probe-${n}, name: T, enabled: shadow, when: [${when}], then: [${then}] }\n`,
  );
  const all = {
    ...defaultPractice,
    "probe.rules.yaml": `schema: corridor/v1\nkind: rules\nrules:\n${text.join("")}`,
  };
  const result = compileRuleset(all);
  return result.ok ? "" : renderDiagnostics(result.diagnostics, all);
}

test("whatever is offered, the checker takes", () => {
  const { events, changing, settable, times, places, roles, policies, values, calendars } =
    vocabularyOf(defaultPractice);
  const triggers = [
    ...events.map(({ name }) => `{ event: ${name} }`),
    ...changing.map((field) => `{ event: card.changed, field: ${field} }`),
    ...times.map((time) => `{ before: ${time}, by: 2h }`),
    ...places.map((place) => `{ event: card.entered, state: ${place} }`),
    ...calendars.map(
      (name) => `{ while: 'card.stage == "intake"', for: 2 business hours, calendar: ${name} }`,
    ),
    ...Object.entries(values)
      .filter(([field]) => changing.includes(field))
      .flatMap(([field, all]) => all.map((to) => `{ event: card.changed, field: ${field}, to: ${to} }`)),
  ];
  const actions = [
    ...settable
      .filter((field) => values[field])
      .map((field) => `{ set: { ${field}: ${values[field]?.[0]} } }`),
    ...roles.map((role) => `{ assign: { role: ${role} } }`),
    ...policies.map((policy) => `{ escalate: { policy: ${policy}, reason: Why } }`),
  ];
  expect(triggers.length).toBeGreaterThan(60);
  expect(faults(triggers, actions)).toBe("");
  expect(faults(["{ event: card.vanished }"], [])).toMatch(/card\.vanished/);
});

test("every event is offered with what narrows it, the practice's own too", () => {
  const { events } = vocabularyOf({ ...smallPractice, "own.rules.yaml": own });
  const named = new Map(events.map((event) => [event.name, event]));
  expect([...named.keys()]).toEqual(expect.arrayContaining([...Object.keys(EVENTS), "lab-came"]));
  expect(named.get("card.changed")?.keys).toEqual(["field", "from", "to"]);
  expect(named.get("lab-came")).toEqual({ name: "lab-came", said: "“lab came” happens", keys: [] });
});

test("nothing protected is offered, and nothing that changes another way", () => {
  const { changing, settable } = vocabularyOf(defaultPractice);
  expect(changing).toContain("patient.sms_ok");
  expect(changing).not.toContain("patient.first_name");
  expect(settable.filter((field) => field.startsWith("patient."))).toEqual([]);
  expect(changing).not.toContain("stage");
  expect(settable).not.toContain("appointment.start");
  expect(settable).toContain("insurance.status");
});

test("variables of a template are filled as some rule does it, else by the field of their name", () => {
  const { templates } = vocabularyOf({
    "practice.yaml":
      "kind: practice\nfields: { patient.first_name: string }\ntemplates: { invite: { vars: { first_name: string, day: string, weeks: int } } }\n",
    "a.rules.yaml":
      "kind: rules\nrules: [{ then: [{ choose: [{ then: [{ message: { template: invite, with: { day: =day(now) } } }] }] }] }]\n",
  });
  expect(templates).toEqual({
    invite: { first_name: "=card.patient.first_name", day: "=day(now)", weeks: "" },
  });
});
