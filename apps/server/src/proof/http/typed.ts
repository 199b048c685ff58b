import { gzipSync } from "node:zlib";
import type { DemoWorld } from "./demo-world.ts";
import { secret, STAFF_MARK } from "./secret.ts";
import { bundle } from "./typed-bundle.ts";

interface Row {
  readonly id: string;
  readonly stage: string;
  readonly state: string;
  readonly appointmentStart: string | null;
}

/** A day's work through every route, each text a person may type typed as it should be. Returns some ids. */
export async function typeAll({ personas }: DemoWorld) {
  const { "front-desk": desk, nurse, billing, manager } = personas;
  const fields = {
    first_name: secret("first name"),
    last_name: secret("last name"),
    birth_date: "1911-11-11",
    phone: secret("phone"),
    email: secret("e-mail"),
    mrn: secret("number"),
    sms_ok: true,
  };
  const patient = (await desk.does("POST", "/patients", { fields })).body.id as string;
  const newCard = {
    type: "visit",
    location: "riverside",
    patient,
    fields: { "insurance.member_id": secret("member") },
  };
  const card = (await desk.does("POST", "/cards", newCard)).body.card.id as string;
  const order = (who: typeof desk, id: string, command: unknown) =>
    who.does("POST", `/cards/${id}/commands`, command);

  for (const who of [desk, nurse, billing, manager])
    await order(who, card, { type: "comment", text: secret("comment") });
  const tasked = await order(desk, card, {
    type: "task.add",
    title: secret("task"),
    due: null,
    role: "nurse",
  });
  const task = tasked.body.events[0].data.task as string;
  await order(desk, card, { type: "task.done", task });
  await order(desk, card, { type: "set", fields: { "insurance.member_id": secret("another member") } });
  await order(manager, card, { type: "move", to: "scheduling.unscheduled", reason: secret("move reason") });
  const { people } = (await desk.does("GET", "/people")).body as {
    people: { id: string; roles: string[] }[];
  };
  const provider = people.find(({ roles }) => roles.includes("provider"))?.id ?? "";
  // A Sunday far away: nobody has anything then.
  await order(desk, card, { type: "appointment.book", start: "2041-01-06T15:00:00Z", minutes: 30, provider });
  await order(desk, card, { type: "appointment.cancel", reason: secret("cancel reason") });
  const cancelled = await order(desk, card, { type: "move", to: "cancelled", reason: secret("last reason") });
  await order(desk, card, { type: "undo", event: cancelled.body.events[0].id as string });

  // The patients' first names go into messages, and their cards to people's inboxes.
  const { cards } = (await desk.does("GET", "/board")).body as { cards: readonly Row[] };
  const booked = cards.filter(
    ({ stage, appointmentStart }) => stage === "scheduling" && appointmentStart !== null,
  );
  for (const { id } of booked.slice(0, 3)) await order(desk, id, { type: "appointment.no-show" });
  for (const { id } of booked.slice(3, 5))
    await order(nurse, id, { type: "comment", text: secret("note on a visit") });

  await manager.does("POST", "/people", {
    name: secret("colleague", STAFF_MARK),
    roles: ["nurse"],
    locations: [],
    shifts: [],
  });
  const found = await desk.does("POST", "/search", { text: fields.last_name });
  const imported = await desk.does("POST", "/import/fhir?as-of=2018-08-20", bundle());
  const zipped = await desk.ask("POST", "/import/fhir?as-of=2018-08-20", {
    body: gzipSync(JSON.stringify(bundle())),
    headers: { "content-type": "application/gzip" },
  });
  return { patient, card, found: found.body.patients as readonly { id: string }[], imported, zipped };
}
