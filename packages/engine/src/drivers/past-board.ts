import { type Card, type Event, fold } from "@corridor/domain";
import type { Timer } from "@corridor/rules";
import type { CardRow, History } from "../ports/history.ts";

/**
 * Every card as it stood when the history had reached `seq`, folded from its events. Clocks are those the
 * decisions until then had armed.
 */
export async function pastBoard(
  practice: string,
  history: History,
  seq: number,
): Promise<readonly CardRow[]> {
  const cards = new Map<string, Card>();
  for await (const page of history.walk(practice, seq)) foldInto(cards, page);
  const timers = await pastTimers(practice, history, seq);
  return [...cards.values()].map((card) => ({ card, timers: timers.get(card.id) ?? [] }));
}

function foldInto(cards: Map<string, Card>, page: readonly Event[]): void {
  for (const event of page) {
    if (event.subject.kind !== "card") continue;
    const card = fold(cards.get(event.subject.id) ?? null, [event]);
    if (card) cards.set(event.subject.id, card);
  }
}

async function pastTimers(practice: string, history: History, seq: number): Promise<Map<string, Timer[]>> {
  const timers = new Map<string, Timer[]>();
  for await (const page of history.decisions(practice)) {
    for (const { input, put, drop, firstSeq } of page) {
      if (firstSeq !== null && firstSeq > seq) return timers;
      if (input.subject.kind !== "card" || put.length + drop.length === 0) continue;
      const gone = new Set([...drop, ...put.map((timer) => timer.key)]);
      const kept = (timers.get(input.subject.id) ?? []).filter((timer) => !gone.has(timer.key));
      timers.set(input.subject.id, [...kept, ...put]);
    }
  }
  return timers;
}
