import { NUMBER, secret, STAFF_MARK } from "./secret.ts";

/** A small bundle with a person's texts in every place FHIR has for them; some of it cannot be used. */
export function bundle() {
  const text = {
    status: "generated",
    div: `<div xmlns="http://www.w3.org/1999/xhtml">${secret("narrative")}</div>`,
  };
  const words = (what: string) => ({
    text: secret(what),
    coding: [{ code: "185349003", display: secret(`${what} code`) }],
  });
  const patient = {
    ...{ resourceType: "Patient", id: "zp1", text, gender: "female", birthDate: "1912-12-12" },
    name: [{ family: secret("family"), given: [secret("given")], text: secret("name") }],
    telecom: [
      { system: "phone", value: secret("telephone") },
      { system: "email", value: secret("mail") },
    ],
    address: [{ line: [secret("street")], city: secret("town") }],
    contact: [{ name: { family: secret("next of kin") } }],
    maritalStatus: words("marital status"),
    communication: [{ language: words("language") }],
    identifier: [{ type: { coding: [{ code: "MR" }] }, value: secret("record number") }],
  };
  const visit = {
    ...{
      resourceType: "Encounter",
      id: "ze1",
      status: "finished",
      text,
      class: { code: "AMB", display: secret("class") },
    },
    type: [words("type")],
    serviceType: words("service"),
    reasonCode: [words("reason")],
    subject: { reference: "Patient/zp1", display: secret("subject") },
    participant: [{ individual: { reference: "Practitioner/zd1", display: secret("doctor") } }],
    period: { start: "2018-08-15T10:00:00Z", end: "2018-08-15T10:30:00Z" },
  };
  const claim = {
    ...{ resourceType: "Claim", id: "zc1", text, status: "active", use: "claim", patient: visit.subject },
    item: [{ sequence: 1, productOrService: words("service"), encounter: [{ reference: "Encounter/ze1" }] }],
    total: { value: 12, currency: "USD" },
  };
  const unusable = [
    { ...patient, id: "zp2", birthDate: secret("birth date") },
    { ...patient, id: "zp3", name: secret("name that is no list") },
    { ...patient, id: "zp4", telecom: [{ system: secret("system"), value: NUMBER }] },
    { ...visit, id: "ze2", subject: { reference: secret("reference"), display: secret("subject") } },
    { ...visit, id: "ze3", period: { start: secret("start") } },
    { ...visit, id: "ze4", status: secret("status") },
    { ...claim, id: "zc2", total: { value: secret("total") } },
    { ...claim, id: "zc3", status: secret("status") },
  ];
  const doctor = {
    resourceType: "Practitioner",
    id: "zd1",
    name: [{ family: secret("doctor", STAFF_MARK), given: ["Dr."] }],
  };
  const entry = [doctor, patient, visit, claim, ...unusable].map((resource) => ({
    fullUrl: `http://other.example/${resource.resourceType}/${resource.id}`,
    resource,
  }));
  return { resourceType: "Bundle", type: "transaction", entry };
}
