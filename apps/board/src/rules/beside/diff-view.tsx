import { cx } from "../../design/cx.ts";
import type { FileDiff } from "@corridor/protocol";
import styles from "./diff-view.module.css";

/** What is different in each file, line by line. Plus and minus say it too, not the colour alone. */
export function DiffView({ files }: { readonly files: readonly FileDiff[] }) {
  if (files.length === 0) return <p className={styles.same}>The files are the same.</p>;
  return (
    <div className={styles.files}>
      {files.map(({ file, change, diff }) => (
        <section key={file} aria-label={`${file}, ${change}`}>
          <h4 className={styles.file}>
            {file} <span className={styles.change}>{change}</span>
          </h4>
          <pre className={styles.diff} tabIndex={0} aria-label={`What is different in ${file}`}>
            {linesOf(diff).map(({ key, kind, text }) => (
              <span key={key} className={cx(styles.line, styles[kind])}>
                {text}
                {"\n"}
              </span>
            ))}
          </pre>
        </section>
      ))}
    </div>
  );
}

const KINDS: Readonly<Record<string, "added" | "removed" | "place">> = {
  "+": "added",
  "-": "removed",
  "@": "place",
};

/** The lines of a unified diff without its head. */
function linesOf(diff: string) {
  return diff
    .split("\n")
    .filter((line) => !/^(---|\+\+\+|Index:|={3,}|\\ No newline)/.test(line) && line !== "")
    .map((text, i) => ({ key: `${i}:${text}`, kind: KINDS[text.charAt(0)] ?? ("same" as const), text }));
}
