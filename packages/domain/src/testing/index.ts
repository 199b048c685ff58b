export { agree, Disagreement } from "./disagreement.ts";
export { Clinic } from "./clinic.ts";
export { fact, FactTable } from "./fact-table.ts";
export { given, givenRecord } from "./given.ts";
export { cardOf, recorded, recordOf, standing } from "./history.ts";
export { journey, journeyFields, journeyGuards } from "./lifecycle.ts";
export type { Outcome } from "./outcome.ts";
export {
  ana,
  ben,
  CARD,
  cleo,
  climbing,
  EARLIER,
  frontDesk,
  manager,
  NOW,
  patient,
  ROLES,
  slot,
  TOMORROW,
} from "./people.ts";
export { type Sketch, type SketchedWorld, worldOf } from "./world.ts";
