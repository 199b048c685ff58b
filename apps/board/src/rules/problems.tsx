import { CircleCheck, CircleX, LoaderCircle, TriangleAlert } from "lucide-react";
import { type KeyboardEvent, useRef } from "react";
import { Said } from "../design/said.tsx";
import { Button } from "../design/button.tsx";
import { type MicroStore, useMicroStore } from "../design/micro-store.ts";
import { plural } from "../design/words.ts";
import type { Finding } from "./checking/questions.ts";
import { fixOf } from "./editor/marks.ts";
import type { RuleEditor } from "./editor/rule-editor.ts";
import styles from "./problems.module.css";
import { useDesk, useStudio } from "./use-studio.ts";

/** Everything the compiler says of the files, worst first; up and down walk through it, Enter goes there. */
export function Problems({ editor }: { readonly editor: MicroStore<RuleEditor | null> }) {
  const findings = useDesk((desk) => desk.findings);
  const checked = useDesk((desk) => desk.checked);
  const list = useRef<HTMLUListElement>(null);
  const errors = findings.filter(({ severity }) => severity === "error");
  const warnings = findings.filter(({ severity }) => severity === "warning");
  const walk = (event: KeyboardEvent) => {
    const way = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-finding]") ?? [])];
    const next = rows[rows.indexOf(document.activeElement as HTMLElement) + way];
    if (way === 0 || !next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <section className={styles.problems} aria-label="Problems">
      <Summary checked={checked} errors={errors.length} warnings={warnings.length} />
      {findings.length > 0 && (
        <ul ref={list} className={styles.list} onKeyDown={walk}>
          {[...errors, ...warnings].map((finding) => (
            <Row key={JSON.stringify(finding)} finding={finding} editor={editor} />
          ))}
        </ul>
      )}
    </section>
  );
}

interface SummaryProps {
  readonly checked: boolean;
  readonly errors: number;
  readonly warnings: number;
}

function Summary({ checked, errors, warnings }: SummaryProps) {
  const said = [errors > 0 && plural(errors, "error"), warnings > 0 && plural(warnings, "warning")].filter(
    Boolean,
  );
  const { fault } = useStudio();
  const failed = useMicroStore(fault, (value) => value);
  const words = failed ?? (said.length > 0 ? said.join(", ") : checked ? "The rules are right" : "Checking…");
  const Icon =
    failed !== null
      ? CircleX
      : !checked
        ? LoaderCircle
        : errors > 0
          ? CircleX
          : warnings > 0
            ? TriangleAlert
            : CircleCheck;
  const tone =
    failed !== null
      ? styles.error
      : !checked
        ? styles.quiet
        : errors > 0
          ? styles.error
          : warnings > 0
            ? styles.warning
            : styles.well;
  return (
    <p className={styles.summary} role="status">
      <Icon size={14} className={tone} aria-hidden />
      <span>{words}</span>
      <span className={styles.keys}>
        <kbd>F8</kbd> next problem <kbd>Esc</kbd> <kbd>Tab</kbd> leaves the text
      </span>
    </p>
  );
}

function Row({ finding, editor }: { readonly finding: Finding } & Parameters<typeof Problems>[0]) {
  const studio = useStudio();
  const { file, line, column, severity, message, code, cure } = finding;
  const Icon = severity === "error" ? CircleX : TriangleAlert;
  const fix = fixOf(finding);
  return (
    <li className={styles.row}>
      <button
        type="button"
        data-finding
        className={styles.finding}
        title={code}
        onClick={() => studio.go({ file, line, column, focus: true })}
      >
        <Icon size={13} className={severity === "error" ? styles.error : styles.warning} aria-hidden />
        <span className={styles.words}>
          <b className={severity === "error" ? styles.error : styles.warning}>
            {severity === "error" ? "Error" : "Warning"}
          </b>{" "}
          <span className={styles.place}>
            {file}:{line}:{column}
          </span>{" "}
          {message}
          {fix !== null && (
            <>
              . Did you mean <b>{fix}</b>?
            </>
          )}
          {cure !== null && (
            <span className={styles.cure}>
              <Said>{cure}</Said>
            </span>
          )}
        </span>
      </button>
      {fix !== null && (
        <Button
          kind="quiet"
          className={styles.fix}
          onClick={() => {
            studio.go({ file, line, column, focus: true });
            // The file is on the page first.
            requestAnimationFrame(() => editor.get()?.fix(finding));
          }}
        >
          Fix <kbd>⌘.</kbd>
        </Button>
      )}
    </li>
  );
}
