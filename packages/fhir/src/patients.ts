import type { Fields, FieldValue } from "@corridor/domain";
import { idFor } from "./ids.ts";
import type { HumanName, Resource } from "./resources.ts";
import type { ImportItem } from "./result.ts";
import type { Shelf } from "./shelf.ts";

export function patientItems(shelf: Shelf, system: string): readonly ImportItem[] {
  return shelf.all("Patient").map(({ source, entry, resource }) => ({
    ...{ source, sources: [source], entry: entry.index, path: entry.path },
    subject: { kind: "patient", id: idFor(system, source) },
    command: { type: "patient.create", fields: patientFields(resource) },
  }));
}

/** What is absent in the file is absent here: nothing is made up, consent to texts least of all. */
function patientFields(patient: Resource<"Patient">): Fields {
  const name = nameOf(patient.name);
  const said: Record<string, FieldValue | undefined> = {
    first_name:
      name?.given?.find((given) => given !== null) ?? (name?.family === undefined ? name?.text : undefined),
    last_name: name?.family,
    birth_date: patient.birthDate,
    phone: contact(patient, "phone") ?? contact(patient, "sms"),
    email: contact(patient, "email"),
    mrn: recordNumber(patient),
    locale: locale(patient),
    sms_ok: contact(patient, "sms") !== undefined && !hasDied(patient),
  };
  return Object.fromEntries(
    Object.entries(said).filter((pair): pair is [string, FieldValue] => pair[1] !== undefined),
  );
}

/** Nobody writes to the dead. */
const hasDied = ({ deceasedBoolean, deceasedDateTime }: Resource<"Patient">): boolean =>
  deceasedBoolean === true || deceasedDateTime !== undefined;

/** The name a person goes by today. */
export function nameOf(names: readonly HumanName[] | undefined): HumanName | undefined {
  const current = (names ?? []).filter(({ use }) => use !== "old" && use !== "maiden");
  return (
    current.find(({ use }) => use === "official") ?? current.find(({ use }) => use === "usual") ?? current[0]
  );
}

function contact({ telecom = [] }: Resource<"Patient">, system: string): string | undefined {
  const ways = telecom.filter((way) => way.system === system && way.use !== "old" && way.value);
  return (ways.find(({ use }) => use === "mobile") ?? ways.find(({ use }) => use === "home") ?? ways[0])
    ?.value;
}

function recordNumber({ identifier = [] }: Resource<"Patient">): string | undefined {
  const numbers = identifier.filter(
    ({ type, use }) => use !== "old" && type?.coding?.some(({ code }) => code === "MR"),
  );
  return numbers.find(({ value }) => value)?.value;
}

function locale({ communication = [] }: Resource<"Patient">): string | undefined {
  const spoken = communication.find(({ preferred }) => preferred) ?? communication[0];
  const code = spoken?.language?.coding?.find((coding) => coding.code)?.code;
  return code !== undefined && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(code) ? code : undefined;
}
