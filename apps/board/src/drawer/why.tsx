import type { Explanation, Leaf, PersonHead } from "@corridor/protocol";
import { Check, CircleHelp, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useHead, useTools } from "../board/tools.ts";
import { whenOf } from "../design/time.ts";
import { spoken } from "../design/words.ts";
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
  const names = useNames();
  const { people } = useHead();
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
  if (answer === "none" || !answer.trace)
    return <p className={styles.quiet}>There is no more to say about this step.</p>;
  const { trace, cause } = answer;
  const first = cause[0];
  return (
    <div className={styles.answer}>
      <p className={styles.trigger}>
        {spoken(trace.trigger.text)}
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
      <p className={styles.source}>
        {trace.rule}
        {trace.source && ` · ${trace.source.file}:${trace.source.line}`}
      </p>
    </div>
  );
}

function LeafLine({ leaf }: { readonly leaf: Leaf }) {
  const Icon = leaf.value === true ? Check : leaf.value === false ? X : CircleHelp;
  const { zone, now } = useNames();
  const read = Object.entries(leaf.read).map(
    ([name, value]) => `${name.replace(/^card\./, "")} = ${shown(value, zone, now)}`,
  );
  return (
    <li className={styles.leaf} data-value={String(leaf.value)}>
      <Icon
        size={13}
        strokeWidth={2.6}
        aria-label={leaf.value === true ? "held" : leaf.value === false ? "did not hold" : "unknown"}
      />
      <span>
        {leaf.because ?? <code className={styles.code}>{leaf.expr}</code>}
        {read.length > 0 && <span className={styles.read}>{read.join(", ")}</span>}
      </span>
    </li>
  );
}

/** An action's words with the names of the people in it. */
const named = (text: string, people: readonly PersonHead[]): string =>
  people.reduce((said, { id, display }) => said.replaceAll(id, display), text);

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** A value as it was read; times as the practice's clocks show them. */
function shown(value: unknown, zone: string, now: number): string {
  if (typeof value !== "string") return JSON.stringify(value);
  return INSTANT.test(value) ? whenOf(zone, value, now) : value;
}
