import { CircleCheck, CircleX } from "lucide-react";
import { plural } from "../../design/words.ts";
import { useStudio } from "../use-studio.ts";
import type { OneTest, Ran } from "./run-tests.ts";
import styles from "./tests.module.css";

/** What the rules' own tests said of the text on the page, failures first. */
export function Tests({ ran }: { readonly ran: Ran | "running" | null }) {
  if (ran === null)
    return <p className={styles.quiet}>The tests of the rules run here, over the text as it stands.</p>;
  if (ran === "running") return <p className={styles.quiet}>Running…</p>;
  if (!ran.ok) return <p role="alert">{ran.because}</p>;
  const { passed, failed, suites } = ran;
  const Icon = failed > 0 ? CircleX : CircleCheck;
  const all = suites.flatMap(({ file, tests }) => tests.map((test) => ({ file, test })));
  const ordered = [...all.filter(({ test }) => !test.ok), ...all.filter(({ test }) => test.ok)];
  return (
    <>
      <p className={styles.sum} role="status">
        <Icon size={15} className={failed > 0 ? styles.failed : styles.passed} aria-hidden />
        {plural(passed, "test")} passed, {failed} failed
      </p>
      <ul className={styles.list} aria-label="Tests">
        {ordered.map(({ file, test }) => (
          <Row key={`${file}:${test.line}:${test.name}`} file={file} test={test} />
        ))}
      </ul>
    </>
  );
}

function Row({ file, test }: { readonly file: string; readonly test: OneTest }) {
  const studio = useStudio();
  const { name, ok, failure } = test;
  const line = failure?.line ?? test.line;
  const Icon = ok ? CircleCheck : CircleX;
  return (
    <li className={styles.test}>
      <Icon size={14} className={ok ? styles.passed : styles.failed} aria-hidden />
      <div>
        <span className="hidden-text">{ok ? "passed" : "failed"}: </span>
        {name}
        <button
          type="button"
          className={styles.place}
          onClick={() => studio.go({ file, line, column: failure?.column ?? 1, focus: true })}
        >
          {file}:{line}
        </button>
        {failure && (
          <pre className={styles.message}>
            {[`expected  ${failure.expected}`, `actual    ${failure.actual}`, ...failure.why].join("\n")}
          </pre>
        )}
      </div>
    </li>
  );
}
