import type { BoardStage } from "@corridor/protocol";
import { ChevronsRightLeft, TriangleAlert } from "lucide-react";
import { cx } from "../../design/cx.ts";
import { useMicroStore } from "../../design/micro-store.ts";
import styles from "./column-head.module.css";
import { useBoard, useHead, useTools } from "../tools.ts";
import { fullest } from "./wip.ts";

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
      {stage.wip && <Wip stage={stage} limit={stage.wip.limit} each={stage.wip.per === "location"} />}
      {onClose && (
        <button type="button" className={styles.close} aria-label={`Close ${stage.name}`} onClick={onClose}>
          <ChevronsRightLeft size={14} aria-hidden />
        </button>
      )}
    </header>
  );
}

interface WipProps {
  readonly stage: BoardStage;
  readonly limit: number;
  /** The limit holds at each location: shown is the chosen one, or the fullest. */
  readonly each: boolean;
}

function Wip({ stage, limit, each }: WipProps) {
  const tools = useTools();
  const { locations } = useHead();
  const chosen = useMicroStore(tools.filter, (filter) => filter.location);
  const count = useBoard((snapshot) => fullest(snapshot.columns.get(stage.id) ?? [], each, chosen).count);
  const place = useBoard((snapshot) => fullest(snapshot.columns.get(stage.id) ?? [], each, chosen).location);
  const where = place === null ? "" : ` at ${locations.find(({ id }) => id === place)?.name ?? place}`;
  const over = count > limit;
  const full = count >= limit;
  return (
    <span
      className={cx(styles.wip, full && styles.full, over && styles.over)}
      title={`${count} of ${limit} cards${where}${over ? ", over the limit" : full ? ", full" : ""}`}
    >
      <meter className={styles.bar} min={0} max={limit} value={Math.min(count, limit)} aria-hidden />
      {over && <TriangleAlert size={12} strokeWidth={2.4} aria-label="over its limit" />}
      {`${count}/${limit}`}
    </span>
  );
}
