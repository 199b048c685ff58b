export { type Ground, groundOf, type RuleNames } from "./ground.ts";
export {
  bindingsFor,
  evaluate,
  type Moment,
  changing,
  momentOf,
  nameOf,
  naming,
  plain,
  readBy,
  readsPatient,
  textOf,
} from "./moment.ts";
export {
  assuming,
  COMMON,
  compileExpression,
  compileText,
  type CardSeen,
  known,
  needsCard,
  noteReads,
  type Scope,
  scopeOf,
  withVars,
} from "./scope.ts";
export { compileAny, compileValue, type Value } from "./value.ts";
export { noCard } from "./no-card.ts";
export { measured, type Metric, type MetricSaid, talliesOf } from "./metric.ts";
export type { Practice } from "./practice.ts";
export type { Table } from "./table.ts";
