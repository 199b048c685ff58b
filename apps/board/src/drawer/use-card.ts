import { isRefusal } from "@corridor/client";
import type { Card } from "@corridor/protocol";
import { useEffect, useState } from "react";
import { useBoard, useTools } from "../board/tools.ts";

/** An answer to a question about a card, and what became of asking: `retrying` says it will be asked again by itself. */
export interface About<T> {
  readonly value: T | null;
  readonly trouble: "none" | "retrying" | "refused";
}

/** The full card; asked for anew whenever the board shows a newer version. */
export function useCard(id: string): About<Card> {
  const { store } = useTools();
  return useAboutCard(id, (card) => store.api("card", { params: { id: card } }));
}

const PAUSE = 4_000;

/** An answer to a question about the card, asked anew with each of its versions, and until there is an answer. */
export function useAboutCard<T>(id: string, ask: (id: string) => Promise<T>): About<T> {
  const version = useBoard((snapshot) => snapshot.cards.get(id)?.version);
  const live = useBoard((snapshot) => snapshot.status === "live");
  const [answer, setAnswer] = useState<{ readonly of: string; readonly value: T } | null>(null);
  const [failed, setFailed] = useState<Failure | null>(null);
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    let stale = false;
    ask(id).then(
      (value) => {
        if (stale) return;
        setAnswer({ of: id, value });
        setFailed(null);
      },
      (error: unknown) => {
        if (!stale) setFailed({ of: id, refused: isRefusal(error) && error.status < 500, live });
      },
    );
    return () => {
      stale = true;
    };
    // `ask` is a question, not a value: only the card, its version and a failure make it worth asking again.
  }, [id, version, asked]);
  useEffect(() => {
    if (!failed || failed.refused || !live) return undefined;
    // A line that has just come back is a reason to ask at once; one that was there all the time, to wait a little.
    const timer = setTimeout(() => setAsked((times) => times + 1), failed.live ? PAUSE : 0);
    return () => clearTimeout(timer);
  }, [failed, live]);
  const trouble = failed?.of !== id ? "none" : failed.refused ? "refused" : "retrying";
  return { value: answer?.of === id ? answer.value : null, trouble };
}

interface Failure {
  readonly of: string;
  readonly refused: boolean;
  /** Whether the line was up when it failed. */
  readonly live: boolean;
}
