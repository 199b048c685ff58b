import type { Fields } from "@corridor/domain";
import { type Dice, idOf } from "./dice.ts";
import { eligibilityStandIn, type Eligibility } from "./eligibility.ts";
import { firstNames, lastNames } from "./invented-names.ts";
import { payers, SELF_PAY } from "./practice.ts";

export interface DemoPatient {
  readonly id: string;
  readonly first: string;
  readonly last: string;
  readonly fields: Fields;
  readonly payer: string;
  /** What the payer will say: the stand-in's answer, so that a real check says the same. */
  readonly eligibility: Eligibility;
}

const PATIENTS = 204;
const AREAS = ["617", "781", "978"];
const LOCALES = ["en-US", "en-US", "en-US", "en-US", "es-US", "es-US", "pt-BR", "zh-CN", "vi-VN", "ht-HT"];

/** `wanted` says which patients the payer is to give a certain answer for, by their number. */
export function demoPatients(
  seed: number,
  wanted: ReadonlyMap<number, Eligibility>,
  dice: Dice,
): readonly DemoPatient[] {
  const names = firstNames.flatMap((first) => lastNames.map((last) => [first, last] as const));
  return dice
    .shuffled(names)
    .slice(0, PATIENTS)
    .map(([first, last], i) => {
      const payer = dice.pick(wanted.has(i) ? insurers : payers);
      const id = idFor(seed, i, payer, wanted.get(i));
      const eligibility = payer === SELF_PAY ? "active" : eligibilityStandIn({ payer, patient: id });
      return { id, first, last, fields: fieldsOf(first, last, i, dice), payer, eligibility };
    });
}

const insurers = payers.filter((payer) => payer !== SELF_PAY);

/** The stand-in answers by the id, so an id is looked for that gets the wanted answer. */
function idFor(seed: number, i: number, payer: string, wanted: Eligibility | undefined): string {
  for (let attempt = 0; ; attempt += 1) {
    const id = idOf(`demo/${seed}/patient/${i}/${attempt}`);
    if (wanted === undefined || eligibilityStandIn({ payer, patient: id }) === wanted) return id;
  }
}

/** Numbers from the range kept free for fiction, addresses of a domain kept free for examples. */
const phoneOf = (i: number): string => phone(AREAS[i % 3] ?? "", Math.floor(i / 3));
/** The number somebody has since changed to. */
export const newPhoneOf = (i: number): string => phone(i < 100 ? "413" : "508", i % 100);
const phone = (area: string, n: number): string => `+1 ${area}-555-01${String(n).padStart(2, "0")}`;

function fieldsOf(first: string, last: string, i: number, dice: Dice): Fields {
  const year = dice.chance(0.2) ? dice.int(2006, 2021) : dice.int(1936, 2004);
  const [month, day] = [dice.int(1, 12), dice.int(1, 28)].map((n) => String(n).padStart(2, "0"));
  return {
    ...{ first_name: first, last_name: last, birth_date: `${year}-${month}-${day}` },
    ...{
      phone: phoneOf(i),
      email: `${plain(first)}.${plain(last)}@example.org`,
      mrn: `RFP-${104_000 + i * 37}`,
    },
    ...{ locale: dice.pick(LOCALES), sms_ok: dice.chance(0.8), email_ok: dice.chance(0.9) },
  };
}

const plain = (name: string): string =>
  name.normalize("NFD").replace(/\p{M}/gu, "").replace(/Ł/g, "L").toLowerCase();
