import type { Persona, PersonHead } from "@corridor/protocol";

/** Nobody here exists. */
export const people: readonly PersonHead[] = [
  { id: "jo", display: "Jo Lindqvist", roles: ["front_desk"] },
  { id: "dana", display: "Dana Moss", roles: ["manager"] },
  { id: "rita", display: "Rita Tan", roles: ["nurse"] },
  { id: "bela", display: "Bela Cruz", roles: ["billing"] },
  { id: "okafor", display: "Dr Okafor", roles: ["provider"] },
  { id: "ada", display: "Ada Reyes", roles: ["admin"] },
];

export const personas: readonly Persona[] = [
  {
    id: "front-desk",
    name: "Jo Lindqvist",
    role: "front_desk",
    does: "Welcomes patients, checks forms and insurance, books visits",
  },
  {
    id: "nurse",
    name: "Rita Tan",
    role: "nurse",
    does: "Rooms patients and finishes the visit documentation",
  },
  {
    id: "billing",
    name: "Bela Cruz",
    role: "billing",
    does: "Captures charges, sends claims, reworks denials",
  },
  {
    id: "manager",
    name: "Dana Moss",
    role: "manager",
    does: "Writes the rules and watches where cards wait",
  },
  {
    id: "admin",
    name: "Ada Reyes",
    role: "admin",
    does: "Replays what happened and why, looks after access",
  },
];

const given = [
  "Amara",
  "Wei",
  "Hannah",
  "Luis",
  "Fatima",
  "George",
  "Ines",
  "Priya",
  "Samuel",
  "Noah",
  "Sofia",
  "Mateo",
  "Aisha",
  "Oskar",
  "Leila",
  "Tomás",
  "Nadia",
  "Kofi",
  "Yuki",
  "Elena",
  "Marcus",
  "Ingrid",
  "Rohan",
  "Clara",
  "Desmond",
  "Mei",
  "Viktor",
  "Zainab",
  "Theo",
  "Camille",
];
const family = [
  "Diallo",
  "Zhang",
  "Klein",
  "Ortega",
  "Noor",
  "Petrov",
  "Carvalho",
  "Raman",
  "Adeyemi",
  "Bennett",
  "Rossi",
  "Vega",
  "Karim",
  "Lund",
  "Haddad",
  "Reis",
  "Volkov",
  "Mensah",
  "Tanaka",
  "Marino",
  "Grant",
  "Solberg",
  "Iyer",
  "Weiss",
  "Okoye",
  "Lin",
  "Novak",
  "Bello",
  "Quinn",
  "Dubois",
];

/** The n-th synthetic patient: the first thirty go together as in the design, then names mix. */
export const patientName = (n: number): string =>
  `${given[n % given.length]} ${family[(n + 7 * Math.floor(n / given.length)) % family.length]}`;
