export { type ConflictKind, LedgerConflict } from "./conflict.ts";
export type {
  CardRow,
  Claimed,
  History,
  HistoryQuery,
  InboxItem,
  Rulesets,
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
  Sealed,
  State,
  Transaction,
} from "./ledger.ts";
