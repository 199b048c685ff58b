import { useEffect, useState } from "react";
import { cx } from "../../design/cx.ts";
import styles from "./line.module.css";
import { useBoard } from "../tools.ts";

const PATIENCE = 1_200;

/** The line to the server: a quiet dot while it is well, a word when it has not been for a moment. */
export function Line() {
  const status = useBoard((snapshot) => snapshot.status);
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
