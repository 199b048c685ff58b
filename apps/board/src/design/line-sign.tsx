import type { Status } from "@corridor/client";
import { useEffect, useState } from "react";
import { cx } from "./cx.ts";
import styles from "./line-sign.module.css";

const PATIENCE = 1_200;

/** The line to the server: a quiet dot while it is well, a word when it has not been for a moment. */
export function LineSign({ status }: { readonly status: Status }) {
  const calm = useCalm(status);
  const word =
    calm === "live"
      ? null
      : calm === "offline"
        ? "Offline"
        : calm === "catchingUp"
          ? "Catching up"
          : "Connecting";
  return (
    <span
      className={cx(styles.line, word !== null && styles.waiting, calm === "offline" && styles.offline)}
      title={word ?? "Live"}
    >
      <span className={styles.dot} />
      {word ?? <span className="hidden-text">Live</span>}
    </span>
  );
}

/** A reconnect that takes a second is nobody's business. */
export function useCalm<T>(value: T): T {
  const [calm, setCalm] = useState(value);
  useEffect(() => {
    const id = setTimeout(() => setCalm(value), value === "live" ? 0 : PATIENCE);
    return () => clearTimeout(id);
  }, [value]);
  return calm;
}
