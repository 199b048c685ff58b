import type { BoardStage } from "@corridor/protocol";
import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { memo, useCallback, useEffect, useRef, useState } from "react";
import { cx } from "../../design/cx.ts";
import { useMicroStore } from "../../design/micro-store.ts";
import { CardRow } from "./card-row.tsx";
import styles from "./column.module.css";
import { ColumnHead } from "./column-head.tsx";
import { DropLine } from "../drag/drop-line.tsx";
import { Refusal } from "../drag/refusal.tsx";
import { cardHeight, GAP, rowHeight, TOP } from "./row-height.ts";
import { useTools } from "../tools.ts";
import { cardAt } from "../walk.ts";
import { useColumnDrop } from "../drag/use-card-drag.tsx";
import { useShownCards } from "./use-shown-cards.ts";

interface Props {
  readonly stage: BoardStage;
  /** Which of the stage colours. */
  readonly hue: string;
  /** Set where the column can be made narrow again. */
  readonly onClose: (() => void) | null;
}

/** A column: its head, and as many rows as can be seen. */
export const Column = memo(function Column({ stage, hue, onClose }: Props) {
  const tools = useTools();
  const cards = useShownCards(stage.id);
  const section = useRef<HTMLElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const landing = useColumnDrop(stage.id);
  const heldIndex = useMicroStore(tools.lifted, (held) =>
    held?.card.stage === stage.id ? cards.indexOf(held.card) : -1,
  );
  const because = useMicroStore(tools.lifted, (held) => held?.verdicts[stage.id] ?? null);
  const held = useMicroStore(tools.lifted, (lifted) => lifted !== null);
  const rows = useVirtualizer({
    count: cards.length,
    getScrollElement: () => scroller.current,
    estimateSize: rowHeight,
    overscan: 2,
    paddingStart: TOP,
    getItemKey: (index) => cards[index]?.id ?? index,
    // The row in the hand stays mounted when it scrolls out of sight, or the drag would end.
    rangeExtractor: useCallback(
      (range: Range) => withRow(defaultRangeExtractor(range), heldIndex),
      [heldIndex],
    ),
  });
  // The tab key returns to the card it left, or else to a row that is there: the first one may be scrolled away.
  const [left, setLeft] = useState<string | null>(null);
  const mounted = rows.getVirtualItems();
  const tabStop = mounted.find(({ index }) => cards[index]?.id === left) ?? mounted[0];
  const latest = useRef(cards);
  latest.current = cards;
  useEffect(() => {
    if (!section.current) return undefined;
    tools.grips.set(stage.id, {
      section: section.current,
      scroller: scroller.current,
      shown: () => latest.current,
      scrollTo: (index) => rows.scrollToIndex(index),
    });
    return () => void tools.grips.delete(stage.id);
  }, [tools, stage.id, rows]);
  useEffect(() => {
    // A column somebody has just opened comes into sight.
    if (onClose) section.current?.scrollIntoView({ inline: "nearest", block: "nearest" });
  }, [onClose]);
  return (
    <section
      ref={section}
      className={cx(styles.column, because && styles.refusing, held && !because && styles.open)}
      style={{ "--stage": hue, "--card": `${cardHeight()}px` } as React.CSSProperties}
      aria-label={stage.name}
    >
      <ColumnHead stage={stage} shown={cards.length} onClose={onClose} />
      <div ref={scroller} className={styles.scroller}>
        <ul
          ref={landing}
          className={styles.rows}
          style={{ blockSize: Math.max(rows.getTotalSize() + GAP, 0) }}
          onFocus={({ target }) => setLeft(cardAt(target))}
        >
          {mounted.map(({ key, index, start }) => {
            const card = cards[index];
            return (
              card && (
                <CardRow
                  key={key}
                  card={card}
                  stage={stage}
                  top={start}
                  position={index + 1}
                  count={cards.length}
                  tabStop={index === tabStop?.index}
                />
              )
            );
          })}
          <DropLine stage={stage.id} />
        </ul>
        {cards.length === 0 && <p className={styles.empty}>No cards here</p>}
      </div>
      {because && <Refusal stage={stage.id} because={because} />}
    </section>
  );
});

function withRow(indexes: number[], row: number): number[] {
  if (row < 0 || indexes.includes(row)) return indexes;
  return [...indexes, row].sort((a, b) => a - b);
}
