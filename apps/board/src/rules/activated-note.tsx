import { History, X } from "lucide-react";
import { Button } from "../design/button.tsx";
import { useMicroStore } from "../design/micro-store.ts";
import styles from "./note.module.css";
import { useDesk, useStudio } from "./use-studio.ts";

/** Somebody else has activated rules while the page was open. `onShow` shows what they changed. */
export function ActivatedNote({ onShow }: { readonly onShow: () => void }) {
  const studio = useStudio();
  const news = useMicroStore(studio.news, (hash) => hash);
  const draft = useDesk((desk) => desk.draft !== null);
  if (news === null) return null;
  return (
    <div className={styles.note} role="status">
      <History size={15} aria-hidden />
      <span>
        Somebody has activated other rules just now.{" "}
        {draft ? "What you have written lies over those." : "The page shows those."}
      </span>
      <button
        type="button"
        className={styles.show}
        onClick={() => {
          onShow();
          studio.news.set(null);
        }}
      >
        What changed
      </button>
      <Button kind="quiet" icon aria-label="Close the note" onClick={() => studio.news.set(null)}>
        <X size={14} aria-hidden />
      </Button>
    </div>
  );
}
