import type { Board } from "@corridor/protocol";
import type { Status } from "./connection.ts";
import type { Arrival } from "./frames.ts";
import type { Cards, Columns } from "./mirror.ts";

/** The board without its cards and number: what changes only when it is loaded. */
export type BoardHead = Omit<Board, "cards" | "seq">;

export interface BoardSnapshot {
  readonly status: Status;
  /** Null until the board was first loaded. */
  readonly head: BoardHead | null;
  readonly seq: number;
  readonly cards: Cards;
  readonly columns: Columns;
  /** Commands the server has not answered. */
  readonly unsent: number;
  /** Cards somebody else moved a moment ago. */
  readonly arrivals: ReadonlyMap<string, Arrival>;
  /** Who else looks at the board; empty where the server does not say. */
  readonly presence: readonly {
    readonly id: string;
    readonly display: string;
    readonly card: string | null;
  }[];
}
