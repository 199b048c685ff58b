import type { About } from "./use-card.ts";
import styles from "./waiting.module.css";

/** What stands where an answer will: that it is being asked for, or that it could not be had yet. */
export function Waiting({ about, children }: { readonly about: About<unknown>; readonly children: string }) {
  if (about.trouble === "none") return <p className={styles.waiting}>{children}</p>;
  return (
    <p className={styles.waiting} role="status">
      {about.trouble === "refused"
        ? "This cannot be shown to you."
        : "This could not be read just now. It will be asked for again by itself."}
    </p>
  );
}
