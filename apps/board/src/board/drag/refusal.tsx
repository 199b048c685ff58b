import { Ban } from "lucide-react";
import { cx } from "../../design/cx.ts";
import { useMicroStore } from "../../design/micro-store.ts";
import styles from "./refusal.module.css";
import { useTools } from "../tools.ts";

/** Why this column would not take the card in hand, said before anybody drops it. */
export function Refusal({ stage, because }: { readonly stage: string; readonly because: string }) {
  const tools = useTools();
  const aimed = useMicroStore(tools.target, (target) => target?.stage === stage);
  return (
    <p data-refusal className={cx(styles.refusal, aimed && styles.aimed)}>
      <Ban size={14} strokeWidth={2.2} aria-hidden />
      <span>{because}</span>
    </p>
  );
}
