import type { Card } from "@corridor/protocol";
import { useEffect, useState } from "react";
import { useBoard, useTools } from "../board/tools.ts";

/** The full card; asked for anew whenever the board shows a newer version. Null until it is there. */
export function useCard(id: string): Card | null {
  const { store } = useTools();
  const version = useBoard((snapshot) => snapshot.cards.get(id)?.version);
  const [card, setCard] = useState<Card | null>(null);
  useEffect(() => {
    let stale = false;
    store.api("card", { params: { id } }).then(
      (answer) => stale || setCard(answer),
      // The line is away: what is shown stays, and the next version asks again.
      () => undefined,
    );
    return () => {
      stale = true;
    };
  }, [store, id, version]);
  return card?.id === id ? card : null;
}

/** An answer to a question about the card, asked anew with each of its versions. */
export function useAboutCard<T>(id: string, ask: (id: string) => Promise<T>): T | null {
  const version = useBoard((snapshot) => snapshot.cards.get(id)?.version);
  const [answer, setAnswer] = useState<{ readonly of: string; readonly value: T } | null>(null);
  useEffect(() => {
    let stale = false;
    ask(id).then(
      (value) => stale || setAnswer({ of: id, value }),
      () => undefined,
    );
    return () => {
      stale = true;
    };
    // `ask` is a question, not a value: only the card and its version make it worth asking again.
  }, [id, version]);
  return answer?.of === id ? answer.value : null;
}
