import type { ReactNode } from "react";
import styles from "./field.module.css";

/** A label over one native control. */
export function Field({ label, children }: { readonly label: ReactNode; readonly children: ReactNode }) {
  return (
    <label className={styles.field}>
      <span className={styles.label}>{label}</span>
      {children}
    </label>
  );
}
