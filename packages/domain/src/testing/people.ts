import type { Actor } from "../actor.ts";
import type { Escalation } from "../escalations.ts";
import type { Patient, Person, Slot } from "../records.ts";

/** The day the tests live in. */
export const EARLIER = "2026-11-09T08:00:00.000Z";
export const NOW = "2026-11-09T15:00:00.000Z";
export const TOMORROW = "2026-11-10T09:00:00.000Z";

export const CARD = "c-1";
export const ROLES = ["front_desk", "nurse", "billing", "manager", "admin", "lead"] as const;

export const frontDesk: Actor = { kind: "user", id: "ana", role: "front_desk" };
export const manager: Actor = { kind: "user", id: "mia", role: "manager" };

const works = { version: 1, locations: ["main"], shifts: ["mon-fri 08:00-17:00"], active: true };
export const ana: Person = { ...works, id: "ana", name: [{ ref: "name-ana" }], roles: ["front_desk"] };
export const ben: Person = { ...works, id: "ben", name: [{ ref: "name-ben" }], roles: ["nurse"] };
/** Has left. */
export const cleo: Person = { ...works, id: "cleo", name: [{ ref: "name-cleo" }], roles: [], active: false };

export const patient: Patient = { id: "p-1", version: 1, fields: { language: "en" } };
export const slot: Slot = {
  ...{ id: "s-1", version: 1, provider: "ben", location: "main" },
  start: TOMORROW,
  minutes: 30,
};

/** An escalation as it begins, with whatever is to be different. */
export function climbing(policy: string, different: Partial<Escalation> = {}): Escalation {
  const since = different.since ?? EARLIER;
  return {
    ...{ policy, level: 0, round: 0, since, reason: [], at: since, turn: 0, held: null },
    ...{ acknowledgedBy: null, progressAt: null, exhausted: false, pinned: null },
    ...different,
  };
}
