import { compileRuleset, renderDiagnostics, type Ruleset } from "@corridor/rules";

const PRACTICE = `schema: corridor/v1
kind: practice
timezone: America/New_York
locations: { main: { name: Main Street } }
calendars:
  office: { open: { mon-fri: ["09:00-17:00"] } }
  closed: { open: { mon-fri: ["09:00-17:00"] }, holidays: { add: [2026-11-03] } }
roles:
  front_desk: { hours: office, sees: full }
  nurse: { sees: full }
  manager: { sees: full }
fields:
  ready: bool
  waiting: bool
  count: int
  checked_at: timestamp
  patient.first_name: { type: string, phi: true }
`;

const LIFECYCLE = `schema: corridor/v1
kind: lifecycle
id: small
version: 1
initial: intake
stages:
  intake: { states: [new, ready], moves: [{ to: visit }] }
  visit: { states: [booked, seen], moves: [{ to: done }, { to: intake }] }
  done: { final: true }
`;

const POLICIES = `schema: corridor/v1
kind: policies
escalations:
  help:
    calendar: office
    levels: [{ notify: { role: front_desk, via: [board] } }]
`;

/** A small practice with these rules (a YAML list), as a manager writes them; `morePractice` goes on its practice.yaml. Throws what is wrong with them. */
export function writtenRules(
  rules: string,
  other: Readonly<Record<string, string>> = {},
  morePractice = "",
): Ruleset {
  const files = {
    ...{ "practice.yaml": PRACTICE + morePractice, "lifecycle.yaml": LIFECYCLE, "policies.yaml": POLICIES },
    "small.rules.yaml": `schema: corridor/v1\nkind: rules\nlifecycle: small\nrules:\n${rules.replace(/^\n/, "")}`,
    ...other,
  };
  const compiled = compileRuleset(files);
  if (!compiled.ok) throw new Error(renderDiagnostics(compiled.diagnostics, files));
  return compiled.ruleset;
}
