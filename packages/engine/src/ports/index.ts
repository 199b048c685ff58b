export { type ConflictKind, LedgerConflict } from "./conflict.ts";
export type {
  Burst,
  CardRow,
  CardRuns,
  History,
  HistoryQuery,
  InboxItem,
  Rulesets,
  RunCount,
  Tail,
  Worklist,
} from "./history.ts";
export type {
  Appended,
  Ask,
  Decision,
  Effect,
  EffectBody,
  FactMap,
  Input,
  Ledger,
  Opened,
  Outcome,
  Recorded,
  RuleRun,
  RunOutcome,
  Sealed,
  State,
  Transaction,
} from "./ledger.ts";
export type { Claimed, Judge, Outbox, OutboxQuery, OutboxRow, Settled, Verdict } from "./outbox.ts";
