import styles from "./board-skeleton.module.css";
import { cardHeight } from "./column/row-height.ts";

const cards = [5, 6, 3, 4, 4];

/** The board before it is there: the same columns, so that nothing jumps when it comes. */
export function BoardSkeleton() {
  return (
    <div className={styles.room} aria-busy="true" aria-label="The board is loading">
      <div className={styles.header} />
      <div className={styles.columns}>
        {cards.map((count, column) => (
          <div
            key={column}
            className={styles.column}
            style={{ "--stage": `var(--stage-${column + 1})` } as React.CSSProperties}
          >
            <span className={styles.name} />
            {Array.from({ length: count }, (_, row) => (
              <span
                key={row}
                className={styles.card}
                style={{ blockSize: cardHeight(), animationDelay: `${(column + row) * 70}ms` }}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
