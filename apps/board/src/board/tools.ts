import type { BoardSnapshot, BoardStore } from "@corridor/client";
import type { CardSummary } from "@corridor/domain/board";
import { createContext, useContext, useSyncExternalStore } from "react";
import { type MicroStore, microStore } from "../design/micro-store.ts";
import type { RoomLink } from "../design/room-link.ts";
import { everything, type Filter } from "./header/filter.ts";

/** A card in somebody's hand, and what each column says to it. */
export interface Lifted {
  readonly card: CardSummary;
  readonly by: "hand" | "keys";
  readonly verdicts: Readonly<Record<string, string | null>>;
}

/** Where it would fall: before the row with this index of the column as it is shown. */
export interface Target {
  readonly stage: string;
  readonly line: number;
}

/** A column as those outside React need it. */
export interface ColumnGrip {
  readonly section: HTMLElement;
  /** Null for a slim column: a drop there is a drop at the end. */
  readonly scroller: HTMLElement | null;
  shown(): readonly CardSummary[];
  scrollTo(index: number): void;
}

export interface CardMenu {
  readonly kind: "move" | "assign";
  readonly card: string;
  readonly anchor: HTMLElement;
}

export interface BoardTools {
  readonly store: BoardStore;
  readonly me: string;
  /** The way to a rule, for those whose business the rules are. */
  readonly ruleLink: ((rule: string) => RoomLink) | null;
  readonly lifted: MicroStore<Lifted | null>;
  readonly target: MicroStore<Target | null>;
  readonly filter: MicroStore<Filter>;
  readonly open: MicroStore<string | null>;
  readonly menu: MicroStore<CardMenu | null>;
  readonly dialog: MicroStore<"new-card" | "keys" | null>;
  /** What a screen reader is told next. */
  readonly said: MicroStore<string>;
  readonly grips: Map<string, ColumnGrip>;
}

export function boardTools(
  store: BoardStore,
  me: string,
  ruleLink: BoardTools["ruleLink"] = null,
): BoardTools {
  return {
    ...{ store, me, ruleLink },
    lifted: microStore<Lifted | null>(null),
    target: microStore<Target | null>(null),
    filter: microStore<Filter>(everything),
    open: microStore<string | null>(null),
    menu: microStore<CardMenu | null>(null),
    dialog: microStore<"new-card" | "keys" | null>(null),
    said: microStore(""),
    grips: new Map(),
  };
}

const Context = createContext<BoardTools | null>(null);
export const BoardToolsProvider = Context.Provider;

export function useTools(): BoardTools {
  const tools = useContext(Context);
  if (!tools) throw new Error("outside of a board");
  return tools;
}

/** A part of the board. Renders only when that part is another one, so `select` must not make new objects. */
export function useBoard<T>(select: (snapshot: BoardSnapshot) => T): T {
  const { store } = useTools();
  return useSyncExternalStore(store.subscribe, () => select(store.getSnapshot()));
}

/** The part that was loaded: practice, stages, people. Only asked for below a loaded board. */
export function useHead() {
  const head = useBoard((snapshot) => snapshot.head);
  if (!head) throw new Error("the board is not loaded");
  return head;
}
