import { type Command, type CommandOf, recordCommands, type RecordCommand } from "../commands.ts";
import { event, type NewEvent } from "../events.ts";
import { factKey } from "../facts.ts";
import { misfit } from "../fields.ts";
import type { Patient, Person, Practice, RecordState } from "../records.ts";
import { type Rejection, reject } from "../rejection.ts";
import { type Fields, sameValue } from "../values.ts";
import type { Decided, World } from "../world.ts";
import { redrive } from "./redrive.ts";
import { sealed } from "./sealed.ts";
import { byName } from "./set.ts";

export function isRecordCommand(command: Command): command is RecordCommand {
  return command.type in recordCommands;
}

/** What a command makes of a record that cards share. */
export function decideRecord(record: RecordState | null, command: RecordCommand, world: World): Decided {
  const creates = command.type.endsWith(".create") || command.type === "slot.open";
  if (creates && record) return reject("record_exists", "There is already such a record");
  switch (command.type) {
    case "patient.create":
      return wrongPatient(command.fields, world) ?? [event("patient.created", { fields: command.fields })];
    case "patient.update":
      return updatePatient(record as Patient | null, command.fields, world);
    case "person.create": {
      const { name, roles, locations, shifts } = command;
      return (
        unknownRole(roles, world) ?? [
          event("person.created", { name: sealed(name), roles, locations, shifts }),
        ]
      );
    }
    case "person.update":
      return updatePerson(record as Person | null, command, world);
    case "slot.open": {
      const { provider, location, start, minutes } = command;
      return [event("slot.opened", { provider, location, start, minutes })];
    }
    case "ruleset.activate":
      return activate(record as Practice | null, command, world);
    case "rule.pause":
      return pause(record as Practice | null, command, world);
    case "rule.resume":
      return resume(record as Practice | null, command.rule);
    case "redrive":
      return redrive({ kind: "practice", id: record?.id ?? "" }, command, world);
  }
}

function updatePatient(patient: Patient | null, fields: Fields, world: World): Decided {
  if (!patient) return reject("record_unknown", "There is no such patient");
  const wrong = wrongPatient(fields, world);
  if (wrong) return wrong;
  return byName(fields)
    .map(([field, to]) => ({ field, from: patient.fields[field] ?? null, to }))
    .filter(({ from, to }) => !sameValue(from, to))
    .map((change) => event("patient.changed", change));
}

function wrongPatient(fields: Fields, world: World): Rejection | null {
  for (const [field, value] of byName(fields)) {
    const type = world.fields[`patient.${field}`];
    if (!type) return reject("field_unknown", `This practice notes no ${field} of a patient`);
    const wrong = misfit(type, value);
    if (wrong) return reject("field_type", `patient.${field} ${wrong}`);
  }
  return null;
}

function updatePerson(person: Person | null, change: CommandOf<"person.update">, world: World): Decided {
  if (!person) return reject("person_unknown", "There is no such person");
  const { roles = person.roles, locations = person.locations, shifts = person.shifts } = change;
  const active = change.active ?? person.active;
  const wrong = unknownRole(roles, world);
  if (wrong) return wrong;
  const same =
    sameValue([...roles], [...person.roles]) &&
    sameValue([...locations], [...person.locations]) &&
    sameValue([...shifts], [...person.shifts]) &&
    active === person.active;
  if (same) return [];
  return [
    event("person.changed", { roles: [...roles], locations: [...locations], shifts: [...shifts], active }),
  ];
}

function activate(practice: Practice | null, command: CommandOf<"ruleset.activate">, world: World): Decided {
  const { hash, base, comment } = command;
  const from = practice?.ruleset ?? null;
  if (from === hash) return [];
  if (base !== undefined && base !== from)
    return reject(
      "ruleset_stale",
      "Other rules have been activated since this plan was made; look at a new one",
    );
  if (!world.facts.read(factKey("ruleset", hash)))
    return reject("ruleset_unknown", "There is no such ruleset");
  return [
    ...kept(practice, world.lifecycle.version),
    event("ruleset.activated", { from, to: hash }),
    ...(comment === undefined ? [] : [event("ruleset.noted", { ruleset: hash, text: sealed(comment) })]),
  ];
}

/** The rules that go may have cards whose lifecycle the next ones do not have: they stay at hand for those. */
function kept(practice: Practice | null, lifecycle: number): readonly NewEvent[] {
  if (!practice?.ruleset || practice.lifecycles?.[lifecycle] === practice.ruleset) return [];
  return [event("lifecycle.kept", { lifecycle, ruleset: practice.ruleset })];
}

function pause(practice: Practice | null, { rule, reason }: CommandOf<"rule.pause">, world: World): Decided {
  if (practice?.paused && Object.hasOwn(practice.paused, rule)) return [];
  return [event("rule.paused", { rule, reason: sealed(reason), by: world.actor.id, at: world.now })];
}

function resume(practice: Practice | null, rule: string): Decided {
  if (!practice?.paused || !Object.hasOwn(practice.paused, rule)) return [];
  return [event("rule.resumed", { rule })];
}

function unknownRole(roles: readonly string[], world: World): Rejection | null {
  const unknown = roles.find((role) => !world.roles.includes(role));
  return unknown === undefined ? null : reject("role_unknown", `There is no role called ${unknown}`);
}
