import {
  type BoardState,
  byRank,
  type CardChange,
  type CardSummary,
  columnsOf,
  emptyBoard,
  put,
} from "@corridor/domain/board";

/** What the person did and the server has not answered yet, as a change to the card. */
export interface Proposal {
  readonly key: string;
  readonly card: string;
  readonly change: Partial<CardSummary>;
}

export type Cards = ReadonlyMap<string, CardSummary>;
export type Columns = ReadonlyMap<string, readonly CardSummary[]>;

const noCards: readonly CardSummary[] = [];

/**
 * Two boards in one: the confirmed one, and the one that is shown, which is the confirmed one with the open
 * proposals laid over it. Columns nobody touched stay the same arrays, so that React passes them over.
 */
export class Mirror {
  #confirmed: BoardState = emptyBoard;
  #proposals: readonly Proposal[] = [];
  #cards: Cards = new Map();
  #columns: Columns = new Map();

  get seq(): number {
    return this.#confirmed.seq;
  }

  get cards(): Cards {
    return this.#cards;
  }

  get columns(): Columns {
    return this.#columns;
  }

  confirmed(id: string): CardSummary | undefined {
    return this.#confirmed.cards.get(id);
  }

  /** The whole board anew. What is proposed stays proposed. */
  reset(seq: number, cards: readonly CardSummary[]): void {
    this.#confirmed = { seq, cards: new Map(cards.map((card) => [card.id, card])) };
    const shown = new Map(this.#confirmed.cards);
    for (const { card } of this.#proposals) this.#lay(shown, card);
    this.#cards = shown;
    this.#columns = columnsOf(shown.values());
  }

  put(seq: number, changes: readonly CardChange[]): void {
    this.#confirmed = put(this.#confirmed, seq, changes);
    this.#show(changes.map((change) => change.id));
  }

  propose(proposal: Proposal): void {
    this.#proposals = [...this.#proposals, proposal];
    this.#show([proposal.card]);
  }

  /** Takes a proposal back: it came true, or it was refused. */
  withdraw(key: string): void {
    const gone = this.#proposals.find((proposal) => proposal.key === key);
    if (!gone) return;
    this.#proposals = this.#proposals.filter((proposal) => proposal !== gone);
    this.#show([gone.card]);
  }

  #lay(shown: Map<string, CardSummary>, id: string): void {
    const confirmed = this.#confirmed.cards.get(id);
    if (!confirmed) shown.delete(id);
    else
      shown.set(
        id,
        this.#proposals.reduce((card, p) => (p.card === id ? { ...card, ...p.change } : card), confirmed),
      );
  }

  #show(ids: readonly string[]): void {
    if (ids.length === 0) return;
    const before = this.#cards;
    const after = new Map(before);
    for (const id of ids) this.#lay(after, id);
    this.#cards = after;
    const stages = new Set(ids.flatMap((id) => [before.get(id)?.stage, after.get(id)?.stage]));
    const columns = new Map(this.#columns);
    for (const stage of stages)
      if (stage !== undefined) columns.set(stage, this.#column(stage, new Set(ids)));
    this.#columns = columns;
  }

  #column(stage: string, touched: ReadonlySet<string>): readonly CardSummary[] {
    const kept = (this.#columns.get(stage) ?? noCards).filter((card) => !touched.has(card.id));
    const come = [...touched]
      .flatMap((id) => this.#cards.get(id) ?? [])
      .filter((card) => card.stage === stage);
    return [...kept, ...come].sort(byRank);
  }
}
