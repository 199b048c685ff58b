import { readWhen, type When } from "./dates.ts";
import type { Entry } from "./open.ts";
import type { Reference, Resource } from "./resources.ts";
import type { Read, Shelf } from "./shelf.ts";
import { NOWHERE, type Sites } from "./sites.ts";
import type { Tally } from "./tally.ts";
import { cardType, treatmentType } from "./words.ts";

/** What the file says of one visit, before its bills are known. */
export interface Visit {
  readonly source: string;
  readonly sources: readonly string[];
  readonly entry: Entry;
  /** What the card's id is made of: the appointment's name where there is one, so that coming to it is the same card. */
  readonly key: string;
  readonly patient: string;
  readonly provider: string | null;
  readonly location: string;
  readonly type: string;
  /** The code of the encounter's class. */
  readonly class: string | null;
  readonly treatment: string | null;
  readonly status: string;
  /** Null for a request that has no time yet. */
  readonly start: When | null;
  readonly end: When | null;
  readonly minutes: number;
}

export interface Desk {
  readonly shelf: Shelf;
  readonly sites: Sites;
  readonly tally: Tally;
}

const USUAL_MINUTES = 30;
const FINISHED = ["finished", "fulfilled"];

/** Encounters with their appointments, then the appointments nobody has come to yet. */
export function visitsOf(desk: Desk): readonly Visit[] {
  const [visits, taken]: [Visit[], Set<string>] = [[], new Set()];
  for (const read of desk.shelf.all("Encounter")) {
    const name = (read.resource.appointment ?? [])
      .map((reference) => desk.shelf.nameOf("Appointment", reference))
      .find((appointment) => appointment !== null && !taken.has(appointment));
    const visit = encounterVisit(read, name ?? null, desk);
    if (visit && name) taken.add(name);
    if (visit) visits.push(visit);
  }
  for (const read of desk.shelf.all("Appointment")) {
    const visit = taken.has(read.source) ? null : appointmentVisit(read, desk);
    if (visit) visits.push(visit);
  }
  return visits;
}

function encounterVisit(read: Read<"Encounter">, appointment: string | null, desk: Desk): Visit | null {
  const { source, entry, resource } = read;
  const booked = appointment === null ? null : desk.shelf.find("Appointment", { reference: appointment });
  const patient = patientOf(read, resource.subject, ".subject", desk);
  const { start = booked?.resource.start, end } = resource.period ?? {};
  const times = patient === null ? null : timesOf(read, { start, end, below: ".period" }, desk);
  if (patient === null || times === null) return null;
  if (times.start === null) return desk.tally.reject(entry, "It says nothing of when it was", ".period");
  return {
    ...{ source, sources: booked ? [source, booked.source] : [source], entry, key: appointment ?? source },
    ...{ patient, ...times, minutes: minutesOf(times.start, times.end) },
    provider:
      providerOf(participants(resource), desk) ?? (booked && providerOf(actors(booked.resource), desk)),
    location: siteOf([...(resource.location ?? []).map((at) => at.location), resource.serviceProvider], desk),
    type: cardType(resource.class.code),
    class: /^[A-Za-z0-9_-]{1,32}$/.test(resource.class.code ?? "") ? (resource.class.code ?? null) : null,
    treatment: treatmentType(resource.type ?? []),
    status: resource.status ?? "unknown",
  };
}

function appointmentVisit(read: Read<"Appointment">, desk: Desk): Visit | null {
  const { source, entry, resource } = read;
  const reference = resource.participant
    ?.map(({ actor }) => actor)
    .find((actor) => desk.shelf.nameOf("Patient", actor));
  const patient = patientOf(read, reference, ".participant", desk);
  const times =
    patient === null ? null : timesOf(read, { start: resource.start, end: resource.end, below: "" }, desk);
  if (patient === null || times === null) return null;
  const requested =
    resource.status === "proposed" || resource.status === "waitlist" || resource.status === "cancelled";
  if (times.start === null && !requested) return desk.tally.reject(entry, "It has no start", ".start");
  return {
    ...{ source, sources: [source], entry, key: source, patient, start: times.start },
    end: times.end ?? times.start,
    minutes: times.end
      ? minutesOf(times.start, times.end)
      : lasting(resource.minutesDuration ?? USUAL_MINUTES),
    provider: providerOf(actors(resource), desk),
    location: siteOf(
      (resource.participant ?? []).map(({ actor }) => actor),
      desk,
    ),
    type: resource.appointmentType?.coding?.some(({ code }) => code === "EMERGENCY") ? "emergency" : "visit",
    class: null,
    treatment: treatmentType([...(resource.serviceType ?? []), resource.appointmentType]),
    status: resource.status ?? "unknown",
  };
}

type VisitRead = Read<"Encounter"> | Read<"Appointment">;

function patientOf(read: VisitRead, reference: Reference | undefined, below: string, { shelf, tally }: Desk) {
  const { entry, resource } = read;
  if (resource.status === "entered-in-error")
    return tally.reject(entry, "It was entered in error", ".status");
  const patient = shelf.nameOf("Patient", reference);
  if (patient === null) return tally.reject(entry, "It names no patient that can be found", below);
  if (tally.isRejected(patient)) return tally.reject(entry, "Its patient could not be used", below);
  return patient;
}

interface Written {
  readonly start: string | undefined;
  readonly end: string | undefined;
  readonly below: string;
}

/** When it was; null, and the resource is rejected, where a time is written that cannot be read. */
function timesOf({ entry, resource }: VisitRead, written: Written, { tally }: Desk) {
  const [start, end] = [readWhen(written.start), readWhen(written.end)];
  const { below } = written;
  if (written.start !== undefined && !start)
    return tally.reject(entry, "start names no day", `${below}.start`);
  if (written.end !== undefined && !end) return tally.reject(entry, "end names no day", `${below}.end`);
  if (start && end && isBefore(end, start)) return tally.reject(entry, "end is before start", `${below}.end`);
  return { start, end: end ?? (FINISHED.includes(resource.status ?? "") ? start : null) };
}

const isBefore = (a: When, b: When): boolean =>
  a.ms !== null && b.ms !== null ? a.ms < b.ms : a.day < b.day;

const minutesOf = (start: When | null, end: When | null): number =>
  start?.ms != null && end?.ms != null ? lasting((end.ms - start.ms) / 60_000) : USUAL_MINUTES;

/** Appointments are of a minute to a day; when a longer stay ended is told apart. */
const lasting = (minutes: number): number => Math.min(24 * 60, Math.max(1, Math.round(minutes)));

interface Participant {
  readonly attends: boolean;
  readonly who: Reference | undefined;
}

const ATTENDING = ["ATND", "PPRF", "SPRF"];

const participants = ({ participant = [] }: Resource<"Encounter">): readonly Participant[] =>
  participant.map(({ type, individual }) => ({ attends: attends(type), who: individual }));

const actors = ({ participant = [] }: Resource<"Appointment">): readonly Participant[] =>
  participant.map(({ type, actor }) => ({ attends: attends(type), who: actor }));

const attends = (types: Resource<"Encounter">["type"]): boolean =>
  types?.some(({ coding }) => coding?.some(({ code }) => ATTENDING.includes(code ?? ""))) ?? false;

/** Whoever attends, else whoever is named first. */
function providerOf(all: readonly Participant[], { shelf }: Desk): string | null {
  const known = all.flatMap(({ attends, who }) => {
    const practitioner = shelf.find("PractitionerRole", who)?.resource.practitioner ?? who;
    const name = shelf.nameOf("Practitioner", practitioner);
    return name === null ? [] : [{ attends, name }];
  });
  return (known.find((one) => one.attends) ?? known[0])?.name ?? null;
}

function siteOf(references: readonly (Reference | undefined)[], { sites }: Desk): string {
  return references.map((reference) => sites.idOf(reference)).find((id) => id !== null) ?? NOWHERE;
}
