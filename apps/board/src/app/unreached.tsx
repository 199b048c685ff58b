import { CloudOff } from "lucide-react";
import { Button } from "../design/button.tsx";
import styles from "./unreached.module.css";

/** Before anything could be loaded there is nothing to show but this. */
export function Unreached({ because, onRetry }: { readonly because: string; readonly onRetry: () => void }) {
  return (
    <main className={styles.place}>
      <CloudOff size={28} strokeWidth={1.6} aria-hidden />
      <h1 className={styles.title}>Corridor cannot be reached</h1>
      <p className={styles.because}>{because}</p>
      <Button kind="primary" onClick={onRetry}>
        Try again
      </Button>
    </main>
  );
}
