import type { BoardStage } from "@corridor/protocol";
import { Ban, CircleCheck, CircleX } from "lucide-react";
import { memo, useEffect, useRef } from "react";
import { cx } from "../../design/cx.ts";
import { useMicroStore } from "../../design/micro-store.ts";
import { plural } from "../../design/words.ts";
import styles from "./final-column.module.css";
import { useTools } from "../tools.ts";
import { useColumnDrop } from "../drag/use-card-drag.tsx";
import { useShownCards } from "./use-shown-cards.ts";

interface Props {
  readonly stage: BoardStage;
  readonly onOpen: (stage: string) => void;
}

/** An end of the way: a narrow place to drop a card, opened by a click. */
export const FinalColumn = memo(function FinalColumn({ stage, onOpen }: Props) {
  const tools = useTools();
  const cards = useShownCards(stage.id);
  const latest = useRef(cards);
  latest.current = cards;
  const section = useRef<HTMLElement>(null);
  const landing = useColumnDrop(stage.id);
  const because = useMicroStore(tools.lifted, (held) => held?.verdicts[stage.id] ?? null);
  const takes = useMicroStore(tools.lifted, (held) => held !== null && held.verdicts[stage.id] == null);
  const aimed = useMicroStore(tools.target, (target) => target?.stage === stage.id);
  useEffect(() => {
    if (!section.current) return undefined;
    const shown = () => latest.current;
    tools.grips.set(stage.id, { section: section.current, scroller: null, shown, scrollTo: () => {} });
    return () => void tools.grips.delete(stage.id);
  }, [tools, stage.id]);
  const Icon = because ? Ban : stage.id === "cancelled" ? CircleX : CircleCheck;
  return (
    <section
      ref={section}
      aria-label={stage.name}
      className={cx(styles.column, because && styles.refusing, takes && styles.takes, aimed && styles.aimed)}
    >
      <button
        ref={landing}
        type="button"
        className={styles.open}
        onClick={() => onOpen(stage.id)}
        title={because ?? `Show ${plural(cards.length, "card")}`}
      >
        <Icon size={15} strokeWidth={2} aria-hidden />
        <span className={styles.count}>{cards.length}</span>
        <span className={styles.name}>{because && aimed ? because : stage.name}</span>
      </button>
    </section>
  );
});
