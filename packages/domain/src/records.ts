import { must } from "./assert.ts";
import type { Event, PlannedEvent } from "./events.ts";
import type { Fields, Instant, Text } from "./values.ts";

/** A person the practice treats, shared by all of that person's cards. Names, contacts and identifiers are pointers. */
export interface Patient {
  readonly id: string;
  readonly version: number;
  readonly fields: Fields;
}

/** Someone who works here. `shifts` are weekly spans in the practice's zone: `mon-fri 08:00-17:00`. */
export interface Person {
  readonly id: string;
  readonly version: number;
  readonly name: Text;
  readonly roles: readonly string[];
  readonly locations: readonly string[];
  readonly shifts: readonly string[];
  readonly active: boolean;
}

/** A bookable time of a provider. Whether it is taken is the appointments' business. */
export interface Slot {
  readonly id: string;
  readonly version: number;
  readonly provider: string;
  readonly location: string;
  readonly start: Instant;
  readonly minutes: number;
}

/** The practice itself: which ruleset decides, which one did for older lifecycles, and what is paused. */
export interface Practice {
  readonly id: string;
  readonly version: number;
  readonly ruleset: string | null;
  /** The last ruleset of each older version of the lifecycle; absent where there was never another. */
  readonly lifecycles?: Readonly<Record<string, string>>;
  /** Rules that do not run, by id; absent where none is. */
  readonly paused?: Readonly<Record<string, Pause>>;
}

/** Since when a rule is paused, by whom and why. */
export interface Pause {
  readonly at: Instant;
  readonly by: string;
  readonly reason: Text;
}

export type RecordState = Patient | Person | Slot | Practice;

/** The record after the event; null before its first one. */
export function evolveRecord(record: RecordState | null, event: PlannedEvent): RecordState {
  const id = event.subject.id;
  switch (event.type) {
    case "patient.created":
      return { id, version: 0, fields: event.data.fields };
    case "patient.changed": {
      const patient = must(record as Patient | null, `patient ${id} was never created`);
      return { ...patient, fields: { ...patient.fields, [event.data.field]: event.data.to } };
    }
    case "person.created":
      return { id, version: 0, ...event.data, active: true };
    case "person.changed":
      return { ...must(record as Person | null, `person ${id} was never created`), ...event.data };
    case "slot.opened":
      return { id, version: 0, ...event.data };
    case "ruleset.activated":
      return { ...practiceOf(record, id), ruleset: event.data.to };
    case "lifecycle.kept": {
      const { lifecycle, ruleset } = event.data;
      const practice = practiceOf(record, id);
      return { ...practice, lifecycles: { ...practice.lifecycles, [lifecycle]: ruleset } };
    }
    case "rule.paused": {
      const { rule, ...pause } = event.data;
      const practice = practiceOf(record, id);
      return { ...practice, paused: { ...practice.paused, [rule]: pause } };
    }
    case "delivery.redriven":
      return practiceOf(record, id);
    case "rule.resumed": {
      const { paused: { [event.data.rule]: _resumed, ...others } = {}, ...practice } = practiceOf(record, id);
      return Object.keys(others).length > 0 ? { ...practice, paused: others } : practice;
    }
    default:
      return must(record, `event ${event.id} of a record that was never created`);
  }
}

const practiceOf = (record: RecordState | null, id: string): Practice =>
  (record as Practice | null) ?? { id, version: 0, ruleset: null };

/** The record after events of the ledger. */
export function foldRecord(record: RecordState | null, events: readonly Event[]): RecordState | null {
  return events.reduce<RecordState | null>(
    (before, event) => ({ ...evolveRecord(before, event), version: event.version }),
    record,
  );
}
