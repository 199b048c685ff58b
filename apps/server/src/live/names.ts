import { isRef, type Patient, type Person, type Ref, type Text } from "@corridor/domain";
import type { History } from "@corridor/engine/ports";

export type Sees = "full" | "initials" | "none";

interface Name {
  readonly first: string;
  readonly last: string;
  readonly birthDate: string | null;
}

const NAME_FIELDS = ["first_name", "last_name", "birth_date"];
/** Pointers resolved in one question. */
const PAGE = 5_000;

/**
 * Names of patients and staff, decrypted. They live in this process's memory only; nothing here is written,
 * logged or sent but through a mask.
 */
export class Names {
  readonly #practice: string;
  readonly #history: History;
  readonly #patients = new Map<string, Name>();
  readonly #staff = new Map<string, string>();
  /** Pointers of staff names, which are nobody's secret here. */
  readonly #staffRefs = new Map<string, string>();
  /** Pointers of the parts of a patient's name, so that a sentence that names them can be masked. */
  readonly #nameRefs = new Map<string, string>();

  constructor(practice: string, history: History) {
    this.#practice = practice;
    this.#history = history;
  }

  async learn(patients: Iterable<Patient>, people: Iterable<Person>): Promise<void> {
    const [treated, staff] = [[...patients], [...people]];
    const refs = [
      ...treated.flatMap(({ fields }) => NAME_FIELDS.flatMap((field) => refIn(fields[field]))),
      ...staff.flatMap(({ name }) => name.filter(isRef)),
    ];
    const texts = await this.#unseal(refs);
    for (const { id, fields } of treated) {
      const [first, last, birthDate] = NAME_FIELDS.map((field) => textOf(fields[field], texts));
      this.#patients.set(id, { first: first ?? "", last: last ?? "", birthDate: birthDate ?? null });
      for (const { ref } of ["first_name", "last_name"].flatMap((field) => refIn(fields[field])))
        this.#nameRefs.set(ref, texts.get(ref) ?? "");
    }
    for (const { id, name } of staff) {
      this.#staff.set(id, name.map((part) => (isRef(part) ? (texts.get(part.ref) ?? "") : part)).join(""));
      for (const { ref } of name.filter(isRef)) this.#staffRefs.set(ref, texts.get(ref) ?? "");
    }
  }

  staff(person: string): string | null {
    return this.#staff.get(person) ?? null;
  }

  /** A patient as somebody with this mask sees them. */
  patient(id: string, sees: Sees): string {
    const name = this.#patients.get(id);
    if (sees === "none" || !name) return `#${id.replace(/[^0-9a-z]/gi, "").slice(-6)}`;
    if (sees === "full") return `${name.first} ${name.last}`.trim() || "(no name)";
    return [name.first, name.last].map(initial).join(" ").trim() || "(no name)";
  }

  birthDate(id: string): string | null {
    return this.#patients.get(id)?.birthDate ?? null;
  }

  /** What a pointer may be shown as without asking the vault: staff names to all, a patient's initials. */
  known(ref: string, sees: Sees): string | null {
    const staff = this.#staffRefs.get(ref);
    if (staff !== undefined) return staff;
    const part = this.#nameRefs.get(ref);
    return part === undefined || sees === "none" ? null : sees === "full" ? part : initial(part);
  }

  /** Patients whose names begin with all the words asked for, accents and case aside. */
  find(text: string, limit: number): readonly string[] {
    const words = fold(text)
      .split(/\s+/)
      .filter((word) => word !== "");
    const found: string[] = [];
    for (const [id, name] of this.#patients) {
      const parts = fold(`${name.first} ${name.last}`).split(/[\s-]+/);
      if (words.length > 0 && words.every((word) => parts.some((part) => part.startsWith(word))))
        found.push(id);
      if (found.length >= limit) break;
    }
    return found;
  }

  async #unseal(refs: readonly Ref[]): Promise<ReadonlyMap<string, string>> {
    const texts = new Map<string, string>();
    for (let n = 0; n < refs.length; n += PAGE)
      for (const [ref, text] of await this.#history.unseal(this.#practice, refs.slice(n, n + PAGE)))
        texts.set(ref, text);
    return texts;
  }
}

const refIn = (value: unknown): Ref[] => (isRef(value) ? [value] : []);

function textOf(value: unknown, texts: ReadonlyMap<string, string>): string | undefined {
  if (isRef(value)) return texts.get(value.ref);
  return typeof value === "string" ? value : undefined;
}

const initial = (name: string): string => (name === "" ? "" : `${[...name][0]}.`);
const fold = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export const isText = (value: unknown): value is Text =>
  Array.isArray(value) && value.every((part) => typeof part === "string" || isRef(part));
