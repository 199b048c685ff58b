import { CardFace } from "../../card/card-face.tsx";
import { useMicroStore } from "../../design/micro-store.ts";
import styles from "./lifted-card.module.css";
import { cardHeight } from "../column/row-height.ts";
import { useHead, useTools } from "../tools.ts";

/** The card that hangs on the pointer. */
export function LiftedCard() {
  const tools = useTools();
  const head = useHead();
  const held = useMicroStore(tools.lifted, (lifted) => (lifted?.by === "hand" ? lifted.card : null));
  if (!held) return null;
  return (
    <div className={styles.lifted} style={{ "--card": `${cardHeight()}px` } as React.CSSProperties}>
      <CardFace
        card={held}
        stage={head.stages.find((s) => s.id === held.stage)}
        people={head.people}
        zone={head.practice.timezone}
      />
    </div>
  );
}
