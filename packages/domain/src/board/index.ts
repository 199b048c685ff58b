export { type BoardState, columnsOf, emptyBoard, put } from "./fold.ts";
export type { CardChange, CardSummary, Gone } from "./summary.ts";
export { entryOf, legalMoves, type Movable, mayMove, wipVerdict } from "../legal.ts";
export {
  type Lifecycle,
  type Move,
  type Place,
  type Stage,
  stageOf,
  type Verdict,
  type Wip,
} from "../lifecycle.ts";
export { byRank, type Gap, gapFor, rankBetween } from "../rank.ts";
