import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FhirError, readBundle } from "./index.ts";

const asOf = "2018-08-20";
const read = (json: unknown) => readBundle(json, { asOf });
const ref = (reference: string) => ({ reference });

const patient = { resourceType: "Patient", id: "p1", name: [{ family: "Quillfeather", given: ["Osmunda"] }] };
const doctor = {
  resourceType: "Practitioner",
  id: "d1",
  name: [{ prefix: ["Dr."], given: ["Ib"], family: "Vandermoot" }],
};
const house = {
  resourceType: "Organization",
  id: "o1",
  name: "Maple Clínic, Ltd.",
  address: [{ city: "Salem" }],
};
const visit = {
  resourceType: "Encounter",
  id: "e1",
  status: "finished",
  class: { code: "AMB" },
  type: [{ coding: [{ display: "Encounter for check up (procedure)" }], text: "free text" }],
  subject: ref("Patient/p1"),
  participant: [{ individual: ref("Practitioner/d1") }],
  serviceProvider: ref("Organization/o1"),
  period: { start: "2018-08-25T10:00:00-04:00", end: "2018-08-25T10:20:00-04:00" },
};
const claim = {
  resourceType: "Claim",
  id: "c1",
  status: "active",
  use: "claim",
  insurance: [{ focal: true, coverage: { display: "Blue Heron" } }],
  item: [{ encounter: [ref("Encounter/e1")], net: { value: 80.1, currency: "USD" } }],
  total: { value: 129.16, currency: "USD" },
};
const explanation = {
  resourceType: "ExplanationOfBenefit",
  id: "x1",
  status: "active",
  outcome: "complete",
  claim: ref("Claim/c1"),
  insurer: { display: "Blue Heron" },
  payment: { amount: { value: 100.05 } },
};
const all = [explanation, claim, visit, house, doctor, patient];
const bundle = (resources: readonly unknown[], type = "collection") => ({
  resourceType: "Bundle",
  type,
  entry: resources.map((resource) => ({ resource })),
});
const card = (json: unknown) => {
  const found = read(json).items.find((item) => item.subject.kind === "card");
  if (found?.command.type !== "import") throw new Error("no card");
  return { ...found, command: found.command };
};

describe("a bundle", () => {
  test("becomes people, patients and cards, in that order, each naming what it is built from", () => {
    const { items, rejected, warnings, locations } = read(bundle(all));
    expect(items.map(({ sources }) => sources)).toEqual([
      ["Practitioner/d1"],
      ["Patient/p1"],
      ["Encounter/e1", "Claim/c1", "ExplanationOfBenefit/x1"],
    ]);
    expect(items.map(({ entry, path }) => [entry, path])).toEqual([
      [4, "Bundle.entry[4].resource"],
      [5, "Bundle.entry[5].resource"],
      [2, "Bundle.entry[2].resource"],
    ]);
    expect([rejected, warnings]).toEqual([[], []]);
    expect(locations).toEqual([
      { id: "maple-clinic-ltd-salem", name: "Maple Clínic, Ltd.", source: "Organization/o1" },
    ]);
  });

  test("gives a card its provider, place, time and bills", () => {
    const { items } = read(bundle(all));
    const [person, one] = items;
    expect(person?.command).toEqual({
      ...{ type: "person.create", name: "Dr. Ib Vandermoot", roles: ["provider"], locations: [], shifts: [] },
    });
    expect(card(bundle(all)).command).toEqual({
      ...{ type: "import", card: "visit", location: "maple-clinic-ltd-salem", patient: one?.subject.id },
      at: "scheduling.booked",
      fields: {
        "encounter.class": "AMB",
        "treatment.type": "checkup",
        "claim.status": "paid",
        "claim.count": 1,
        "claim.amount_cents": 12_916,
        "claim.paid_cents": 10_005,
        "insurance.payer": "Blue Heron",
        "insurance.status": "verified",
      },
      appointment: {
        ...{ id: expect.any(String), start: "2018-08-25T14:00:00.000Z", minutes: 20, slot: null },
        provider: person?.subject.id,
      },
      claims: [
        { id: expect.any(String), kind: "claim", status: "submitted", amount: 12_916 },
        { id: expect.any(String), kind: "explanation", status: "paid", amount: 10_005 },
      ],
    });
  });

  test("gives the same ids each time, and other ids to another server's", () => {
    const ids = (system?: string) =>
      readBundle(bundle(all), { asOf, ...(system === undefined ? {} : { system }) }).items.map(
        (i) => i.subject.id,
      );
    expect(ids()).toEqual(ids());
    expect(ids("north").some((id) => ids().includes(id))).toBe(false);
    expect(ids().every((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))).toBe(true);
    expect(JSON.stringify(read(bundle(all)).items.map((i) => i.command))).not.toMatch(/"(p1|d1|e1|c1|x1)"/);
  });

  test.each(["transaction", "batch", "searchset", "collection"])("may be of type %s", (type) => {
    expect(read(bundle(all, type)).items).toHaveLength(3);
  });

  test("may come as text, and with references by urn:uuid", () => {
    const urn = "urn:uuid:0c3f0d2e-0000-4000-8000-000000000001";
    const nameless = { resourceType: "Patient", name: [{ text: "Osmunda" }] };
    const entry = [{ fullUrl: urn, resource: nameless }, { resource: { ...visit, subject: ref(urn) } }];
    const { items } = read(`\uFEFF${JSON.stringify({ resourceType: "Bundle", type: "transaction", entry })}`);
    expect(items.map(({ source }) => source)).toEqual([
      "Patient/0c3f0d2e-0000-4000-8000-000000000001",
      "Encounter/e1",
    ]);
  });

  test("may name a practitioner by an identifier", () => {
    const identifier = [{ system: "http://hl7.org/fhir/sid/us-npi", value: "9999" }];
    const individual = ref("Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|9999");
    const found = read(
      bundle([{ ...doctor, identifier }, patient, { ...visit, participant: [{ individual }] }]),
    );
    expect(found.items[2]?.command).toMatchObject({ appointment: { provider: found.items[0]?.subject.id } });
  });

  test("counts what it does not read as ignored", () => {
    const { counts } = read(bundle([...all, { resourceType: "Observation", id: "o" }, null]));
    expect(counts["Observation"]).toEqual({ used: 0, ignored: 1, rejected: 0 });
    expect(counts["unknown"]).toEqual({ used: 0, ignored: 0, rejected: 1 });
    expect(counts["Claim"]).toEqual({ used: 1, ignored: 0, rejected: 0 });
  });
});

test("one resource may stand alone", () => {
  expect(read(patient).items.map(({ path }) => path)).toEqual(["Patient"]);
});

test("a patient keeps what the file says, and no consent is made up", () => {
  const told = {
    ...patient,
    name: [
      { use: "maiden", family: "Old" },
      { use: "official", given: [null, "Osmunda"], family: "Quillfeather" },
    ],
    birthDate: "1957-03-04",
    telecom: [
      { system: "phone", use: "home", value: "555-0101" },
      { system: "phone", use: "mobile", value: "555-0102" },
      { system: "email", value: "o@example.org" },
    ],
    identifier: [
      { type: { coding: [{ code: "SS" }] }, value: "no" },
      { type: { coding: [{ code: "MR" }] }, value: "77" },
    ],
    communication: [{ language: { coding: [{ code: "es" }] } }],
    deceasedDateTime: "2018-01-01",
  };
  expect(read(told).items[0]?.command).toEqual({
    type: "patient.create",
    fields: {
      ...{ first_name: "Osmunda", last_name: "Quillfeather", birth_date: "1957-03-04", phone: "555-0102" },
      ...{ email: "o@example.org", mrn: "77", locale: "es", sms_ok: false },
    },
  });
  const texting = read({ ...patient, telecom: [{ system: "sms", value: "555-0103" }] }).items[0]?.command;
  expect(texting).toMatchObject({ fields: { phone: "555-0103", sms_ok: true } });
  const dead = { ...patient, telecom: [{ system: "sms", value: "555-0103" }], deceasedBoolean: true };
  expect(read(dead).items[0]?.command).toMatchObject({ fields: { sms_ok: false } });
});

describe("bills", () => {
  const past = { ...visit, period: { start: "2018-07-20T10:00:00Z", end: "2018-07-20T11:00:00Z" } };

  test("find their visit by a line, a prescription, or the claim they answer", () => {
    const order = { resourceType: "MedicationRequest", id: "m1", encounter: ref("Encounter/e1") };
    const drugs = { ...claim, id: "c2", item: [], prescription: ref("MedicationRequest/m1") };
    const { sources } = card(bundle([patient, visit, order, drugs, claim, explanation]));
    expect(sources).toEqual(["Encounter/e1", "Claim/c2", "Claim/c1", "ExplanationOfBenefit/x1"]);
  });

  test("of no visit are rejected, and stop nothing else", () => {
    const { items, rejected } = read(bundle([patient, { ...claim, item: [] }, explanation]));
    expect(items).toHaveLength(1);
    expect(rejected.map(({ resource, reason }) => [resource, reason])).toEqual([
      ["Claim/c1", "It names no encounter that can be found"],
      ["ExplanationOfBenefit/x1", "It names no encounter that can be found"],
    ]);
  });

  test("together stand where the one stands that needs most doing", () => {
    const open = card(bundle([patient, past, claim]));
    expect(open.command).toMatchObject({ at: "billing.submitted", fields: { "claim.status": "submitted" } });
    const denied = card(bundle([patient, past, claim, { ...explanation, outcome: "error" }]));
    expect(denied.command).toMatchObject({ at: "billing.denied", fields: { "claim.status": "denied" } });
    const unbilled = card(bundle([patient, past]));
    expect(unbilled.command).toMatchObject({
      at: "billing.charge_capture",
      fields: { "documentation.complete": true },
    });
  });

  test("without a total are the sum of their lines", () => {
    const { total: _total, ...lines } = claim;
    expect(card(bundle([patient, visit, lines])).command.fields["claim.amount_cents"]).toBe(8010);
  });

  test("paid by the patient or the family do not name them", () => {
    const coverage = {
      resourceType: "Coverage",
      id: "v1",
      payor: [{ reference: "RelatedPerson/r", display: "Osmunda" }],
    };
    const own = { ...claim, insurance: [{ focal: true, coverage: ref("Coverage/v1") }] };
    expect(card(bundle([patient, visit, coverage, own])).command.fields["insurance.payer"]).toBe("self-pay");
  });
});

describe("appointments", () => {
  const appointment = {
    resourceType: "Appointment",
    id: "a1",
    status: "booked",
    start: "2018-08-20T15:00:00Z",
    minutesDuration: 15,
    participant: [{ actor: ref("Patient/p1") }, { actor: ref("Practitioner/d1") }],
  };

  test("are cards of their own until somebody comes, and stay that card", () => {
    const booked = card(bundle([patient, doctor, appointment]));
    expect(booked.command).toMatchObject({ at: "scheduling.booked", appointment: { minutes: 15 } });
    const came = {
      ...visit,
      status: "arrived",
      period: { start: "2018-08-20T15:02:00Z" },
      appointment: [ref("Appointment/a1")],
    };
    const met = card(bundle([patient, doctor, appointment, came]));
    expect(met.sources).toEqual(["Encounter/e1", "Appointment/a1"]);
    expect(met.subject.id).toBe(booked.subject.id);
    expect(met.command.at).toBe("treatment.checked_in");
    expect(met.command.appointment?.id).toBe(booked.command.appointment?.id);
  });

  test("that are wished for, waited for or cancelled hold no time", () => {
    for (const [status, at] of [
      ["proposed", "scheduling.unscheduled"],
      ["waitlist", "scheduling.waitlisted"],
      ["cancelled", "cancelled"],
    ]) {
      const { start: _start, ...wish } = { ...appointment, status };
      expect(card(bundle([patient, wish])).command).toMatchObject({ at, appointment: null });
    }
  });
});

test("visits of one provider that ran into each other keep their times, and nobody is booked twice", () => {
  const from = (id: string, start: string, end: string) => ({ ...visit, id, period: { start, end } });
  const { items, warnings } = read(
    bundle([
      patient,
      from("long", "2018-08-10T10:00:00Z", "2018-08-12T10:00:00Z"),
      from("inside", "2018-08-10T11:30:00Z", "2018-08-10T12:00:00Z"),
      from("same", "2018-08-10T11:30:20Z", "2018-08-10T11:40:20Z"),
      from("later", "2018-08-20T11:30:00Z", "2018-08-25T11:30:00Z"),
    ]),
  );
  const told = items.flatMap(({ command }) => (command.type === "import" ? [command] : []));
  const times = told.map(({ appointment }) => `${appointment?.start.slice(8, 16)} ${appointment?.minutes}`);
  expect(times.toSorted()).toEqual(["10T10:00 90", "10T11:30 15", "10T11:45 15", "20T11:30 1440"]);
  expect(told[0]?.fields).toMatchObject({
    "encounter.started_at": "2018-08-10T10:00:00.000Z",
    "encounter.ended_at": "2018-08-12T10:00:00.000Z",
  });
  expect(warnings.map(({ resource }) => resource)).toEqual([
    "Encounter/long",
    "Encounter/inside",
    "Encounter/same",
  ]);
});

describe("what cannot be used is listed with its path and its reason", () => {
  test.each([
    [
      "an encounter without a patient",
      { ...visit, subject: undefined },
      ".subject",
      "It names no patient that can be found",
    ],
    [
      "a patient outside by urn:uuid",
      { ...visit, subject: ref("urn:uuid:nobody") },
      ".subject",
      "It names no patient that can be found",
    ],
    ["no time", { ...visit, period: undefined }, ".period", "It says nothing of when it was"],
    ["half a date", { ...visit, period: { start: "2018" } }, ".period.start", "start names no day"],
    [
      "an end before the start",
      { ...visit, period: { start: "2018-08-25", end: "2018-08-24" } },
      ".period.end",
      "end is before start",
    ],
    ["an error", { ...visit, status: "entered-in-error" }, ".status", "It was entered in error"],
    ["no class", { ...visit, class: undefined }, ".class", "class must be an object"],
    [
      "a time that is a number",
      { ...visit, period: { start: 20180825 } },
      ".period.start",
      "period.start must be text",
    ],
    ["no id", { ...visit, id: undefined }, "", "It has neither an id nor a fullUrl to know it by again"],
    ["a second of the same", patient, "", "The file has it twice; the first is used"],
  ])("%s", (_what, resource, below, reason) => {
    const { items, rejected, counts } = read(bundle([patient, resource]));
    expect(items).toHaveLength(1);
    expect(rejected).toHaveLength(1);
    expect(rejected[0]).toMatchObject({ entry: 1, path: `Bundle.entry[1].resource${below}`, reason });
    expect(counts[resource.resourceType]?.rejected).toBe(1);
  });

  test("a visit of a patient that could not be used goes with it", () => {
    const { rejected } = read(bundle([{ ...patient, birthDate: 1957 }, visit]));
    expect(rejected.map(({ reason }) => reason)).toEqual([
      "birthDate must be text",
      "Its patient could not be used",
    ]);
  });

  test("a visit without a provider, a time of day or a site is used, with a warning", () => {
    const poor = { ...visit, participant: [], serviceProvider: undefined };
    expect(read(bundle([patient, poor])).warnings.map(({ reason }) => reason)).toEqual([
      "No site is named that can be found; the card stands at unknown",
      "No provider is named that can be found; the card has no appointment",
    ]);
    const dated = { ...visit, period: { start: "2018-08-25" } };
    expect(read(bundle([patient, dated])).warnings.map(({ reason }) => reason)).toEqual([
      "No time of day is written; the card has no appointment",
    ]);
  });

  test("a wish to delete is no record", () => {
    const entry = [{ resource: patient, request: { method: "DELETE" } }];
    expect(read({ resourceType: "Bundle", type: "transaction", entry }).rejected).toHaveLength(1);
  });
});

describe("a file that cannot be read", () => {
  const error = (json: unknown): FhirError => {
    try {
      read(json);
    } catch (thrown) {
      if (thrown instanceof FhirError) return thrown;
      throw thrown;
    }
    throw new Error("it was read");
  };

  test.each([
    [
      "broken JSON",
      '{"resourceType": "Patient", "name": Quillfeather}',
      "broken_json",
      /not JSON: it is broken at line 1, column 37\.$/,
    ],
    ["a comma too few", '{\n"a": 1\n"b": 2}', "broken_json", /broken at line 3, column 1\.$/],
    ["half a file", '{"resourceType": "Pat', "broken_json", /not JSON/],
    ["nothing", " ", "broken_json", /empty/],
    ["XML", "<Patient/>", "not_json", /XML/],
    ["no FHIR", { name: "Quillfeather" }, "not_fhir", /resourceType/],
    ["a list", [], "not_fhir", /resourceType/],
    ["a document", bundle([], "document"), "bundle_type", /transaction, batch, collection, searchset/],
    [
      "DSTU2 by a class",
      bundle([{ ...visit, class: "ambulatory" }]),
      "not_r4",
      /FHIR DSTU2.*Bundle\.entry\[0\]\.resource/,
    ],
    ["DSTU2 by a name", { ...patient, name: [{ family: ["Quillfeather"] }] }, "not_r4", /FHIR DSTU2/],
    ["DSTU2 by a type", bundle([{ resourceType: "MedicationOrder" }]), "not_r4", /FHIR DSTU2/],
    ["STU3", bundle([{ ...claim, item: [{ service: {} }] }]), "not_r4", /FHIR STU3/],
    ["R5", bundle([{ ...visit, class: [{}] }]), "not_r4", /FHIR R5/],
  ])("%s is one clear error", (_what, json, code, sentence) => {
    const thrown = error(json);
    expect(thrown.code).toBe(code);
    expect(thrown.message).toMatch(sentence);
    expect(thrown.message).not.toContain("Quillfeather");
  });

  test("an as-of date must be a day", () => {
    expect(() => readBundle(patient, { asOf: "yesterday" })).toThrow(FhirError);
  });
});

test("whatever a bundle holds, every entry has one fate and no reason repeats a value", () => {
  const secret = "Zzyzxfeather";
  const value = fc.oneof(
    fc.constant(secret),
    fc.constant(null),
    fc.integer(),
    fc.constant([secret]),
    fc.constant({ text: secret }),
  );
  const broken = fc.tuple(
    fc.constantFrom(...all),
    fc.dictionary(fc.constantFrom("id", ...all.flatMap(Object.keys)), value),
  );
  const resource = fc.oneof(
    broken.map(([whole, over]) => ({ ...whole, ...over })),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(fc.array(resource, { maxLength: 8 }), (resources) => {
      try {
        const { rejected, warnings, counts } = read(bundle(resources));
        const fates = Object.values(counts).reduce((sum, c) => sum + c.used + c.ignored + c.rejected, 0);
        expect(fates).toBe(resources.length);
        expect(rejected.length).toBe(Object.values(counts).reduce((sum, c) => sum + c.rejected, 0));
        expect(JSON.stringify([rejected, warnings].map((list) => list.map((r) => r.reason)))).not.toContain(
          secret,
        );
      } catch (thrown) {
        if (!(thrown instanceof FhirError)) throw thrown;
        expect(thrown.message).not.toContain(secret);
      }
    }),
    { numRuns: 500 },
  );
});
