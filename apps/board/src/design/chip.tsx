import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./chip.module.css";
import { cx } from "./cx.ts";

export type Tone = "plain" | "info" | "ok" | "warn" | "breach" | "blocked";

interface Props {
  readonly tone?: Tone;
  /** A tone other than plain is never told by colour alone. */
  readonly icon?: LucideIcon;
  readonly children: ReactNode;
}

export function Chip({ tone = "plain", icon: Icon, children }: Props) {
  return (
    <span className={cx(styles.chip, tone !== "plain" && styles[tone], !Icon && styles.text)}>
      {Icon && <Icon size={12} strokeWidth={2.2} aria-hidden />}
      {Icon ? <span className={styles.words}>{children}</span> : children}
    </span>
  );
}
