import { CircleDot, Play } from "lucide-react";
import { Button } from "../design/button.tsx";
import { cx } from "../design/cx.ts";
import { LineSign } from "../design/line-sign.tsx";
import { FileMenu } from "./files/file-menu.tsx";
import { useMicroStore } from "../design/micro-store.ts";
import { plural } from "../design/words.ts";
import { useDesk, useStudio } from "./use-studio.ts";
import styles from "./studio-header.module.css";

export type View = "text" | "form";

interface Props {
  readonly view: View;
  readonly onView: (view: View) => void;
  readonly onTest: () => void;
  readonly onReview: () => void;
}

/** Which file, how far it is from what decides, and what can be done with it. */
export function StudioHeader({ view, onView, onTest, onReview }: Props) {
  const studio = useStudio();
  const line = useMicroStore(studio.line, (status) => status);
  const draft = useDesk((desk) => desk.draft);
  const errors = useDesk((desk) => desk.findings.filter(({ severity }) => severity === "error").length);
  const checked = useDesk((desk) => desk.checked);
  const free = draft !== null && checked && errors === 0;
  return (
    <header className={styles.header}>
      <div className={styles.what}>
        <h1 className={styles.title}>Rules</h1>
        <LineSign status={line} />
        <FilePicker />
        <FileMenu />
        <DraftChip />
      </div>
      <div className={styles.deeds}>
        <div className={styles.views} role="group" aria-label="Write as">
          {(["text", "form"] as const).map((one) => (
            <button
              key={one}
              type="button"
              className={cx(styles.view, view === one && styles.on)}
              aria-pressed={view === one}
              onClick={() => onView(one)}
            >
              {one === "text" ? "YAML" : "Form"}
            </button>
          ))}
        </div>
        <Button onClick={onTest}>
          <Play size={14} aria-hidden />
          Test <kbd>⌘↵</kbd>
        </Button>
        <Button
          kind="primary"
          disabled={!free}
          title={
            draft === null
              ? "Nothing is changed yet"
              : errors > 0
                ? `${plural(errors, "error")} first`
                : undefined
          }
          onClick={onReview}
        >
          Review & activate…
        </Button>
      </div>
    </header>
  );
}

function FilePicker() {
  const studio = useStudio();
  const file = useDesk((desk) => desk.file);
  const files = useDesk((desk) => desk.files);
  const draft = useDesk((desk) => desk.draft);
  return (
    <select
      className={styles.file}
      aria-label="File"
      value={file}
      onChange={({ target }) => studio.open(target.value)}
    >
      {Object.keys(files)
        .sort()
        .map((name) => (
          <option key={name} value={name}>
            {name}
            {draft !== null && name in draft.files ? " •" : ""}
          </option>
        ))}
    </select>
  );
}

function DraftChip() {
  const studio = useStudio();
  const draft = useDesk((desk) => desk.draft);
  const live = useDesk((desk) => desk.saved.ruleset);
  if (draft === null) return <span className={styles.live}>as it decides now</span>;
  const count = Object.keys(draft.files).length;
  return (
    <>
      <span className={styles.draft} title="It is kept in this browser, and decides nothing yet">
        <CircleDot size={12} aria-hidden />
        <span className={styles.drafted}>
          Draft · {plural(count, "file")} changed{draft.base !== live && ", and other rules decide since"}
        </span>
      </span>
      <Button kind="quiet" className={styles.discard} onClick={() => studio.discard()}>
        Discard
      </Button>
    </>
  );
}
