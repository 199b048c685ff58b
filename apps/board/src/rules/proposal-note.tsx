import { FolderX } from "lucide-react";
import styles from "./note.module.css";
import { useDesk, useStudio } from "./use-studio.ts";

/** The watched directory has rules that do not decide: which, and why. */
export function ProposalNote() {
  const studio = useStudio();
  const proposal = useDesk((desk) => desk.saved.proposal);
  if (!proposal || (proposal.status !== "failed" && proposal.status !== "held")) return null;
  const [first] = proposal.diagnostics;
  return (
    <div className={styles.note} role="status">
      <FolderX size={15} aria-hidden />
      <span>{proposal.because}</span>
      {first && first.file in (studio.desk.get()?.files ?? {}) && (
        <button
          type="button"
          className={styles.show}
          onClick={() => studio.go({ file: first.file, line: first.line, column: first.column, focus: true })}
        >
          Show
        </button>
      )}
    </div>
  );
}
