import { useMicroStore } from "../../design/micro-store.ts";
import styles from "./drop-line.module.css";
import { isHome } from "./lift.ts";
import { GAP, rowHeight, TOP } from "../column/row-height.ts";
import { useTools } from "../tools.ts";

/** The line where the card would fall. Lives by the target alone, so that nothing else renders while it moves. */
export function DropLine({ stage }: { readonly stage: string }) {
  const tools = useTools();
  const line = useMicroStore(tools.target, (target) => {
    const lifted = tools.lifted.get();
    if (!target || !lifted || target.stage !== stage || lifted.verdicts[stage] != null) return null;
    return isHome(tools, lifted, target) ? null : target.line;
  });
  if (line === null) return null;
  return (
    <li
      aria-hidden
      className={styles.line}
      style={{ transform: `translateY(${TOP + line * rowHeight() - GAP / 2 - 1}px)` }}
    />
  );
}
