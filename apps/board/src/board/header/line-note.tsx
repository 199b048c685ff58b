import { CloudOff } from "lucide-react";
import { plural } from "../../design/words.ts";
import { Button } from "../../design/button.tsx";
import { useCalm } from "../../design/line-sign.tsx";
import styles from "./line-note.module.css";
import { useBoard, useTools } from "../tools.ts";

/** Said only when the line stays away: what still works, and what is waiting. */
export function LineNote() {
  const tools = useTools();
  const offline = useCalm(useBoard((snapshot) => snapshot.status === "offline"));
  const gone = useBoard((snapshot) => snapshot.status === "offline");
  const unsent = useBoard((snapshot) => snapshot.unsent);
  if (!offline || !gone) return null;
  return (
    <div className={styles.note} role="status">
      <CloudOff size={15} strokeWidth={2} aria-hidden />
      <span>
        The server cannot be reached. You see the board as it was;{" "}
        {unsent === 0 ? "what you do now" : plural(unsent, "change")} will be sent when it is back.
      </span>
      <Button kind="quiet" onClick={() => tools.store.retryNow()}>
        Try now
      </Button>
    </div>
  );
}
