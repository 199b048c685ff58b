import { renderDiagnostics } from "@corridor/rules";
import { compileSuites, type Suite } from "@corridor/rules/suites";
import { runSuites } from "../run-suites.ts";

const practice = `schema: corridor/v1
kind: practice
timezone: America/New_York
locations: { main: { name: Main Street } }
calendars: { office: { open: { mon-fri: ["09:00-17:00"] } } }
roles: { front_desk: { hours: office, sees: full }, billing: { sees: full }, manager: { sees: full } }
fields:
  ready: bool
  count: int
  paid: { enum: [no_answer, pending, "yes", "no"] }
  patient.first_name: { type: string, phi: true }
  patient.sms_ok: bool
events: { x.lab.result: { status: { enum: [ready, late] }, at: timestamp }, x.lab.closed: {} }
templates: { reminder: { vars: { first_name: string, day: string }, channels: [sms], phi: minimal } }
`;
const lifecycle = `schema: corridor/v1
kind: lifecycle
id: small
version: 1
initial: intake
stages:
  intake: { states: [new, waiting], moves: [{ to: visit, if: 'card.ready || actor.role == "manager"', because: Finish the intake first }] }
  visit: { states: [booked, seen], wip: { limit: 2, per: practice, policy: warn }, moves: [{ to: done }] }
  done: { final: true }
`;
const policies = `schema: corridor/v1
kind: policies
escalations:
  help:
    calendar: office
    done_when: card.ready
    levels:
      - { notify: { role: front_desk, via: [board] }, wait: 1 business hour }
      - { notify: { role: manager, via: [email] } }
`;
const RULES = "schema: corridor/v1\nkind: rules\nrules:\n";
const rules = `${RULES}
  - id: welcome
    name: Welcome a new card
    when: [{ event: card.entered, state: intake.new }]
    then:
      - assign: { role: front_desk, pick: least_loaded, available: on_shift, else: { label: { add: [nobody] } } }
  - id: slow
    name: Two business hours in intake
    when: [{ while: 'card.stage == "intake"', for: 2 business hours, calendar: office }]
    if: card.count < 3
    then:
      - label: { add: [slow] }
      - escalate: { policy: help, reason: Too long in intake }
  - id: ask-payer
    name: Ask the payer
    when: [{ event: card.changed, field: count }]
    if: card.count == 7
    then: [{ call: { connector: payer, op: ask, with: { n: =card.count } } }]
  - id: payer-said
    name: Note what the payer said
    when: [{ event: call.succeeded, where: 'event.connector == "payer"' }, { event: call.failed, where: 'event.connector == "payer"' }]
    then:
      - choose:
          - { if: 'card.ready', then: [{ set: { paid: pending } }] }
          - { else: [{ set: { paid: no_answer } }, { label: { add: [answered] } }] }
  - id: lab-told
    name: Note a late result
    when: [{ event: x.lab.result, where: 'event.status == "late"' }]
    then: [{ label: { add: [late] } }, { task: { title: "Asked by \${actor.role}", due: =event.at } }]
  - id: patient-answered
    name: Note what the patient wrote back
    when: [{ event: message.replied, where: 'event.answer == "no"' }]
    then: [{ task: { title: "Answered by \${event.channel}: \${event.text}" } }]
  - id: not-reached
    name: Note a message that did not arrive
    when: [{ event: message.failed }]
    then: [{ label: { add: [not-reached] } }]
  - id: too-full
    name: Note that there are too many visits
    when: [{ event: wip.exceeded, stage: visit }]
    then: [{ task: { title: "=string(event.count) + ' of ' + string(event.limit) + ' in ' + practice.timezone" } }]
  - id: papers
    name: Ask for the papers
    when: [{ manual: Ask for papers }]
    then:
      - task: { title: Ask for the form, role: front_desk, checklist: papers }
      - task: { title: Ask for the card, role: front_desk, checklist: papers }
  - id: papers-there
    name: Note that the papers are there
    when: [{ event: checklist.done, where: 'event.checklist == "papers"' }]
    if: checklist_done("papers") && open_tasks("papers") == 0
    then: [{ label: { add: [papers] } }]
  - id: form-there
    name: Note that the form is there
    when: [{ event: task.done, where: 'event.title == "Ask for the form" && event.checklist == "papers"' }]
    if: open_tasks("papers") == 1
    then: [{ label: { add: [form] } }]
  - id: call-back
    name: Call back
    when: [{ manual: Call back, roles: [manager] }]
    then: [{ set: { count: 9 } }]
  - id: remind
    name: Remind the patient
    when: [{ before: card.appointment.start, by: [1 day, 2h] }]
    if: has(card.patient.first_name)
    then: [{ message: { to: patient, template: reminder, via: [sms], with: { first_name: =card.patient.first_name, day: =day(card.appointment.start) } } }]
`;

const HEAD = `schema: corridor/v1
kind: tests
start: 2026-11-02T09:00
staff:
  - { id: ana, roles: [front_desk], shift: "mon-fri 08:00-17:00", load: 2 }
  - { id: bo, roles: [front_desk], shift: "mon-fri 12:00-20:00", load: 1 }
  - { id: mia, roles: [manager] }
`;

export const files = {
  ...{
    "practice.yaml": practice,
    "lifecycle.yaml": lifecycle,
    "policies.yaml": policies,
    "a.rules.yaml": rules,
  },
  "templates/reminder.md": "Hello {first_name}, see you on {day}.",
};

/** The suite of these tests: the text of `tests:`. */
export function suiteOf(tests: string, head = ""): Suite {
  const all = { ...files, "a.test.yaml": `${HEAD}${head}tests:\n${tests}` };
  const made = compileSuites(all);
  if (!made.ok) throw new Error(renderDiagnostics(made.diagnostics, all));
  return made.suites[0] as Suite;
}

/** What became of one test, written as its card and its steps: null when it passes. */
export async function failureOf(body: string, head = "") {
  const run = await runSuites([suiteOf(`  - name: It\n${body.replace(/^/gm, "    ")}\n`, head)], {
    restarts: true,
  });
  return run.suites[0]?.trials[0]?.failure ?? null;
}
