import {
  type Command,
  type Fields,
  type FieldType,
  type FieldTypes,
  type FieldValue,
  isRef,
  misfit,
  outsideEvents,
  type Ref,
  type Subject,
  subjectKey,
  type Text,
} from "@corridor/domain";
import type { PracticeRules } from "@corridor/rules";
import { fromEpochMs, isInstant, toEpochMs } from "@corridor/time";
import type { Sealed } from "../ports/ledger.ts";

/** Names a protected text: the same owner and text, the same name; nothing of the text can be read from it. */
export type Fingerprint = (text: string) => string;

/** What the practice's rules say of the fields of cards and records, and of the events that come from outside. */
export type Types = Pick<PracticeRules, "fields" | "events">;

/**
 * Takes protected text out of a command at the door: what goes on holds pointers, the texts are written once
 * beside. Instants are brought to UTC here too, so that nothing behind the door meets another form.
 */
export function seal(
  subject: Subject,
  command: Command,
  types: Types,
  fingerprint: Fingerprint,
): { command: Command; sealed: readonly Sealed[] } {
  const sealed = new Map<string, Sealed>();
  const owner = ownerOf(subject, command);
  const hide = (text: string): Ref => {
    const ref = fingerprint(`${owner}|${text}`);
    sealed.set(ref, { owner, ref, text });
    return { ref };
  };
  return { command: hidden(command, types, hide), sealed: [...sealed.values()] };
}

/** Text of a card belongs to its patient where the command knows one, so that forgetting a patient takes it along. */
function ownerOf(subject: Subject, command: Command): string {
  if ("patient" in command) return `patient/${command.patient}`;
  return subjectKey(subject);
}

type Hide = (text: string) => Ref;

function hidden(command: Command, { fields, events }: Types, hide: Hide): Command {
  const text = (value: string | Text | undefined) => (typeof value === "string" ? [hide(value)] : value);
  switch (command.type) {
    case "set":
    case "create":
      return { ...command, fields: hiddenFields(command.fields, "", fields, hide) };
    case "import": {
      const { appointment } = command;
      const booked = appointment && { ...appointment, start: instant(appointment.start) };
      return { ...command, fields: hiddenFields(command.fields, "", fields, hide), appointment: booked };
    }
    case "patient.create":
    case "patient.update":
      return { ...command, fields: hiddenFields(command.fields, "patient.", fields, hide) };
    case "raise": {
      return { ...command, data: hiddenFields(command.data, "", saidBy(command.name, events), hide) };
    }
    case "comment":
      return { ...command, text: text(command.text) ?? [] };
    case "task.add":
      return {
        ...command,
        title: text(command.title) ?? [],
        ...(command.due ? { due: instant(command.due) } : {}),
      };
    case "move":
    case "appointment.cancel":
      return command.reason === undefined ? command : { ...command, reason: text(command.reason) };
    case "rule.pause":
      return command.reason === undefined ? command : { ...command, reason: text(command.reason) };
    case "ruleset.activate":
      return command.comment === undefined ? command : { ...command, comment: text(command.comment) };
    case "person.create":
      return { ...command, name: text(command.name) ?? [] };
    case "appointment.book":
    case "appointment.move":
    case "slot.open":
      return { ...command, start: instant(command.start) };
    default:
      return command;
  }
}

/** What an event from outside may say: what every practice knows goes before what this one calls so. */
function saidBy(name: string, events: Types["events"]): FieldTypes {
  if (Object.hasOwn(outsideEvents, name)) return outsideEvents[name]?.says ?? {};
  return (Object.hasOwn(events, name) ? events[name] : undefined) ?? {};
}

function hiddenFields(values: Fields, prefix: string, types: FieldTypes, hide: Hide): Fields {
  const one = (name: string, value: FieldValue): FieldValue => {
    const field = `${prefix}${name}`;
    const type = Object.hasOwn(types, field) ? types[field] : undefined;
    if (value === null || isRef(value)) return value;
    if (type?.phi && typeof value === "string") return hide(value);
    if (!type || misfit(type, value)) return misplaced(value, type, hide);
    if (type.type === "timestamp" && typeof value === "string") return instant(value);
    return value;
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, one(name, value)]));
}

/**
 * A value its field cannot take will be refused, and the refusal may be kept: nobody knows what it says, a misspelt
 * field may hold a name. It is hidden in a form that the field cannot take either.
 */
function misplaced(
  value: Exclude<FieldValue, null | Ref>,
  type: FieldType | undefined,
  hide: Hide,
): FieldValue {
  const names = (Array.isArray(value) ? value : [String(value)]).map((text) => hide(text).ref);
  return type?.type === "list" ? { ref: names.join() } : names;
}

/** In UTC where it is an instant at all; what is not is left for the decision to refuse. */
const instant = (text: string): string => (isInstant(text) ? fromEpochMs(toEpochMs(text)) : text);
