/** YAML in, checked ruleset out; evaluates triggers, conditions and guards. */
export { ActFailure } from "./actions/index.ts";
export { type CompiledRuleset, compileRuleset, reviveInTurns, reviveRuleset } from "./compile-ruleset.ts";
export {
  CODES,
  type Diagnostic,
  type DiagnosticCode,
  renderDiagnostic,
  renderDiagnostics,
  sarifOf,
} from "./diagnostics/index.ts";
export { canonicalJson } from "./hash.ts";
export { jsonSchema, SCHEMA_KINDS, type SchemaKind } from "./json-schema.ts";
export { isOfferClock, slotOfClock } from "./offers/index.ts";
export { escalationOf, isRung, rungFacts } from "./policies/index.ts";
export { noCard } from "./scope/index.ts";
export { isSpent, keyUnder, standsStill } from "./triggers/index.ts";
export type {
  Act,
  Changed,
  Climb,
  Change,
  Due,
  Env,
  Firing,
  Judgement,
  Leaf,
  Ledger,
  Migration,
  Obstacle,
  Pause,
  Policy,
  PracticeRules,
  PracticeStart,
  PracticeView,
  RoleRules,
  Rule,
  Ruleset,
  Selection,
  Started,
  Template,
  Timer,
  TimerChange,
  TriggerFacts,
  Turned,
} from "./model.ts";
