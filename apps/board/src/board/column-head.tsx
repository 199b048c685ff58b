import type { BoardStage } from "@corridor/protocol";
import { ChevronsRightLeft, TriangleAlert } from "lucide-react";
import { cx } from "../design/cx.ts";
import styles from "./column-head.module.css";
import { useBoard } from "./tools.ts";

interface Props {
  readonly stage: BoardStage;
  /** Cards behind the filter. */
  readonly shown: number;
  readonly onClose: (() => void) | null;
}

/** Name, count, and how full the stage is. The limit counts every card, whatever the filter hides. */
export function ColumnHead({ stage, shown, onClose }: Props) {
  const all = useBoard((snapshot) => snapshot.columns.get(stage.id)?.length ?? 0);
  return (
    <header className={styles.head}>
      <h2 className={styles.name}>{stage.name}</h2>
      <span
        className={styles.count}
        title={shown === all ? `${all} cards` : `${shown} of ${all} cards are shown`}
      >
        {shown === all ? all : `${shown}/${all}`}
      </span>
      {stage.wip && <Wip limit={stage.wip.limit} count={all} name={stage.name} per={stage.wip.per} />}
      {onClose && (
        <button type="button" className={styles.close} aria-label={`Close ${stage.name}`} onClick={onClose}>
          <ChevronsRightLeft size={14} aria-hidden />
        </button>
      )}
    </header>
  );
}

function Wip({
  limit,
  count,
  name,
  per,
}: {
  limit: number;
  count: number;
  name: string;
  per: "location" | "practice";
}) {
  const over = per === "practice" && count > limit;
  const full = per === "practice" && count >= limit;
  const title = `${name}: ${count} of ${limit}${per === "location" ? " at each location" : ""}${over ? ", over its limit" : full ? ", full" : ""}`;
  return (
    <span className={cx(styles.wip, full && styles.full, over && styles.over)} title={title}>
      {per === "practice" && (
        <meter className={styles.bar} min={0} max={limit} value={Math.min(count, limit)} aria-hidden />
      )}
      {over && <TriangleAlert size={12} strokeWidth={2.4} aria-label="over its limit" />}
      {per === "practice" ? `${count}/${limit}` : `max ${limit} each`}
    </span>
  );
}
