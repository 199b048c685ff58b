import type { Explanation, PersonHead } from "@corridor/protocol";
import { useEffect, useState } from "react";
import { useHead, useTools } from "../board/tools.ts";
import { whenOf } from "../design/time.ts";
import { inWords, spoken } from "../design/words.ts";
import { LeafLine } from "./leaf-line.tsx";
import { RuleSource } from "./rule-source.tsx";
import { sentenceOf } from "./sentences.ts";
import { useNames } from "./use-names.ts";
import styles from "./why.module.css";

interface Props {
  readonly card: string;
  readonly event: string;
  readonly open: boolean;
}

/** "Why did this happen?": the rule's conditions with the values they read, recomputed from the decision. */
export function Why({ card, event, open }: Props) {
  const [shown, setShown] = useState(open);
  return (
    <details
      className={styles.why}
      open={shown}
      onToggle={({ currentTarget }) => setShown(currentTarget.open)}
    >
      <summary className={styles.title}>Why did this happen?</summary>
      {shown && <Answer card={card} event={event} />}
    </details>
  );
}

function Answer({ card, event }: Omit<Props, "open">) {
  const { store } = useTools();
  const [answer, setAnswer] = useState<Explanation | "none" | null>(null);
  useEffect(() => {
    let stale = false;
    store.api("explain", { params: { id: card }, query: { event } }).then(
      (explained) => stale || setAnswer(explained),
      () => stale || setAnswer("none"),
    );
    return () => {
      stale = true;
    };
  }, [store, card, event]);
  if (answer === null) return <p className={styles.quiet}>Asking…</p>;
  if (answer === "none" || (!answer.trace && answer.beside.length === 0))
    return <p className={styles.quiet}>There is no more to say about this step.</p>;
  return (
    <div className={styles.answer}>
      {answer.trace && <Acted explained={answer} trace={answer.trace} />}
      <NotRun beside={answer.beside} />
    </div>
  );
}

/** Rules that were looked at in the same step and did not act, each with what stood in its way. */
function NotRun({ beside }: Pick<Explanation, "beside">) {
  return beside.map(({ rule, ruleName, outcome, because, if: leaves }) => {
    const failed = leaves.find((leaf) => leaf.value !== true);
    return (
      <div key={rule} className={styles.arm}>
        <span className={styles.quiet}>
          not run: {ruleName}
          {!failed && ` (${because ?? spoken(outcome)})`}
        </span>
        {failed && (
          <ul className={styles.leaves}>
            <LeafLine leaf={failed} />
          </ul>
        )}
      </div>
    );
  });
}

interface ActedProps {
  readonly explained: Explanation;
  readonly trace: NonNullable<Explanation["trace"]>;
}

function Acted({ explained: { cause }, trace }: ActedProps) {
  const names = useNames();
  const { people } = useHead();
  const first = cause[0];
  return (
    <>
      <p className={styles.trigger}>
        {inWords(trace.trigger.text)}
        {trace.trigger.due !== null && `, due ${whenOf(names.zone, trace.trigger.due, names.now)}`}
        {trace.trigger.late && ", found late"}
      </p>
      {first && <p className={styles.quiet}>after: {sentenceOf(first, names)}</p>}
      <ul className={styles.leaves}>
        {trace.if.map((leaf) => (
          <LeafLine key={leaf.expr} leaf={leaf} />
        ))}
      </ul>
      {trace.arms.map(({ path, held, if: leaves }) => (
        <div key={path} className={styles.arm}>
          <span className={styles.quiet}>
            {held === true ? "of the choices, this one held:" : "a choice that was passed over:"}
          </span>
          <ul className={styles.leaves}>
            {leaves.map((leaf) => (
              <LeafLine key={leaf.expr} leaf={leaf} />
            ))}
          </ul>
        </div>
      ))}
      {trace.then.length > 0 && (
        <ul className={styles.then}>
          {trace.then.map(({ text, status }) => (
            <li key={text}>
              {named(text, people)}
              {status && <span className={styles.quiet}> ({status})</span>}
            </li>
          ))}
        </ul>
      )}
      {trace.because && <p>{trace.because}</p>}
      <RuleSource rule={trace.rule} source={trace.source} isRule={trace.ruleName !== trace.rule} />
    </>
  );
}

/** An action's words with the names of the people in it. */
const named = (text: string, people: readonly PersonHead[]): string =>
  people.reduce((said, { id, display }) => said.replaceAll(id, display), text);
