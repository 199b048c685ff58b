import type { CardSummary } from "@corridor/domain/board";
import type { BoardStage } from "@corridor/protocol";
import { memo, useCallback, useLayoutEffect, useRef } from "react";
import { CardFace } from "../../card/card-face.tsx";
import { cx } from "../../design/cx.ts";
import { useMicroStore } from "../../design/micro-store.ts";
import { initials } from "../../design/words.ts";
import styles from "./card-row.module.css";
import { flights } from "../drag/flight.ts";
import { useBoard, useHead, useTools } from "../tools.ts";
import { useCardDrag } from "../drag/use-card-drag.tsx";

interface Props {
  readonly card: CardSummary;
  readonly stage: BoardStage;
  readonly top: number;
  readonly position: number;
  readonly count: number;
  /** The one row of its column that the tab key reaches. */
  readonly tabStop: boolean;
}

/** A card's row: where it lies, whether it is lifted, open or just came. The face inside renders only when the card changes. */
export const CardRow = memo(function CardRow({ card, stage, top, position, count, tabStop }: Props) {
  const tools = useTools();
  const head = useHead();
  const { setNodeRef, listeners, isDragging } = useCardDrag(card.id);
  const lifted = useMicroStore(tools.lifted, (held) => held?.by === "keys" && held.card.id === card.id);
  const open = useMicroStore(tools.open, (id) => id === card.id);
  const arrival = useBoard((snapshot) => snapshot.arrivals.get(card.id));
  const node = useRef<HTMLElement | null>(null);
  const ref = useCallback(
    (element: HTMLElement | null) => {
      node.current = element;
      setNodeRef(element);
    },
    [setNodeRef],
  );
  useLayoutEffect(() => {
    if (node.current) flights.land(card.id, node.current);
  }, [card.id, card.stage]);
  const mover =
    arrival?.by.kind === "user" ? head.people.find((p) => p.id === arrival.by.id)?.display : undefined;
  return (
    <li
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
      aria-posinset={position}
      aria-setsize={count}
    >
      <div
        ref={ref}
        role="button"
        tabIndex={tabStop ? 0 : -1}
        className={cx(
          styles.card,
          isDragging && styles.ghost,
          lifted && styles.lifted,
          open && styles.open,
          arrival && styles.arrived,
        )}
        data-card={card.id}
        data-mover={arrival ? (mover ? initials(mover) : "⚡") : undefined}
        aria-pressed={open}
        aria-describedby="card-keys"
        onClick={() => tools.open.set(open ? null : card.id)}
        {...listeners}
      >
        <CardFace card={card} stage={stage} people={head.people} zone={head.practice.timezone} />
      </div>
    </li>
  );
});
