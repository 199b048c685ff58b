import { must, type Patient, type Person, type Slot } from "@corridor/domain";
import type { Patient as SeenPatient, Person as SeenPerson, Slot as SeenSlot } from "@corridor/protocol";
import { refuse, refuseWith } from "../errors/problem.ts";
import { idFrom, newId } from "../house/ids.ts";
import type { OpenPractice } from "../house/practice.ts";
import { Reader } from "../reading/reader.ts";
import { type Accepted, ask, idempotencyKey, mustGovern } from "./asking.ts";
import { type Call, type Doors, numberIn } from "./route.ts";

const MOST_PATIENTS = 500;

export function recordRoutes({ serve }: Doors): void {
  serve("patients", async ({ query, viewer, practice, backing }) => {
    const limit = numberIn(query, "limit", MOST_PATIENTS) ?? 100;
    const ids = [...practice.mirror.patients.keys()].sort().filter((id) => id > (query.after ?? ""));
    const found = ids.slice(0, limit).map((id) => must(practice.mirror.patients.get(id), "its id was found"));
    const reader = await Reader.for(viewer, practice, backing, found);
    return {
      patients: found.map((one) => seenPatient(one, reader)),
      next: ids.length > limit ? (found.at(-1)?.id ?? null) : null,
    };
  });

  serve("patient", async ({ params, viewer, practice, backing }) => {
    const patient = practice.mirror.patients.get(params["id"] ?? "");
    if (!patient) throw refuse("not_found", "There is no such patient.");
    return seenPatient(patient, await Reader.for(viewer, practice, backing, patient));
  });

  serve("createPatient", async ({ body, viewer, practice, backing, request }) => {
    const id = recordId("patient", practice, request);
    const command = { type: "patient.create", fields: body.fields } as const;
    const done = await ask(viewer, practice, request, { kind: "patient", id }, command);
    await practice.crier.settled();
    const patient =
      recordAfter<Patient>(done) ?? must(practice.mirror.patients.get(id), "it was created before");
    return seenPatient(patient, await Reader.for(viewer, practice, backing, patient));
  });

  peopleRoutes({ serve });
  slotRoutes({ serve });
}

function peopleRoutes({ serve }: Pick<Doors, "serve">): void {
  serve("people", async ({ practice }) => {
    const people = [...practice.mirror.people.values()].map((person) => seenPerson(person, practice));
    return { people: people.sort((a, b) => (a.id < b.id ? -1 : 1)) };
  });

  serve("createPerson", async ({ body, viewer, practice, request }) => {
    mustGovern(viewer);
    const id = recordId("person", practice, request);
    const done = await ask(
      viewer,
      practice,
      request,
      { kind: "person", id },
      { type: "person.create", ...body },
    );
    await practice.crier.settled();
    return seenPerson(
      recordAfter<Person>(done) ?? must(practice.mirror.people.get(id), "it was created before"),
      practice,
    );
  });

  serve("shifts", async ({ params, practice }) => shiftsOf(personOf(practice, params["id"])));

  serve("setShifts", async ({ params, body, viewer, practice, request }) => {
    mustGovern(viewer);
    const { id } = personOf(practice, params["id"]);
    const done = await ask(
      viewer,
      practice,
      request,
      { kind: "person", id },
      { type: "person.update", shifts: body.shifts },
    );
    return shiftsOf(recordAfter<Person>(done) ?? personOf(practice, id));
  });
}

function slotRoutes({ serve }: Pick<Doors, "serve">): void {
  serve("slots", async ({ query, practice, backing }) => {
    const { from = "", until, provider, location, free } = query;
    const taken = slotsTaken(practice);
    const all = (await backing.history.records(practice.row.id, "slot")) as readonly Slot[];
    const slots = all
      .map((slot) => ({ ...slot, takenBy: taken.get(slot.id) ?? null }))
      .filter((slot) => Date.parse(slot.start) >= (from === "" ? 0 : Date.parse(from)))
      .filter((slot) => until === undefined || Date.parse(slot.start) < Date.parse(until))
      .filter((slot) => provider === undefined || slot.provider === provider)
      .filter((slot) => location === undefined || slot.location === location)
      .filter((slot) => free === undefined || (free === "1") === (slot.takenBy === null))
      .sort((a, b) => (a.start + a.id < b.start + b.id ? -1 : 1));
    return { slots };
  });

  serve("openSlot", async ({ body, viewer, practice, request }): Promise<SeenSlot> => {
    if (!practice.mirror.people.get(body.provider)?.active)
      throw refuseWith({ code: "person_unknown", because: "There is no such provider at this practice" });
    const id = recordId("slot", practice, request);
    const done = await ask(viewer, practice, request, { kind: "slot", id }, { type: "slot.open", ...body });
    return { id, ...body, version: done.version, takenBy: slotsTaken(practice).get(id) ?? null };
  });
}

/** The id of a new record: the same for a repeat of the same request. */
function recordId(kind: string, practice: OpenPractice, request: Call<"people">["request"]): string {
  const key = idempotencyKey(request);
  return key === null ? newId() : idFrom(practice.fingerprint(`${kind}|${key}`));
}

const recordAfter = <T>({ after }: Accepted): T | null =>
  after?.kind === "record" ? (after.record as T | null) : null;

function seenPatient({ id, version, fields }: Patient, reader: Reader): SeenPatient {
  const seen = Object.entries(fields).map(([name, value]) => [name, reader.value(value)] as const);
  return { id, version, display: reader.patient(id), fields: Object.fromEntries(seen) };
}

function seenPerson(
  { id, version, roles, locations, shifts, active }: Person,
  { mirror }: OpenPractice,
): SeenPerson {
  const display = mirror.names.staff(id) ?? id;
  return { id, version, display, roles: [...roles], locations: [...locations], shifts: [...shifts], active };
}

function personOf(practice: OpenPractice, id: string | undefined): Person {
  const person = practice.mirror.people.get(id ?? "");
  if (!person) throw refuse("not_found", "There is no such person.");
  return person;
}

const shiftsOf = ({ id, version, shifts }: Person) => ({ person: id, version, shifts: [...shifts] });

function slotsTaken({ mirror }: OpenPractice): ReadonlyMap<string, string> {
  const taken = new Map<string, string>();
  for (const { card } of mirror.rows.values())
    if (card.appointment?.slot) taken.set(card.appointment.slot, card.id);
  return taken;
}
