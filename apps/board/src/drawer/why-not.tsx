import type { Change, Rules, WhyNot as Answer } from "@corridor/protocol";
import { useEffect, useState } from "react";
import { useTools } from "../board/tools.ts";
import { Said } from "../design/said.tsx";
import { whenOf } from "../design/time.ts";
import { Read } from "./leaf-line.tsx";
import { RuleSource } from "./rule-source.tsx";
import { useNames } from "./use-names.ts";
import styles from "./why.module.css";

interface Asked {
  readonly card: string;
  /** Ladders on which the card is now: of these too one may ask. */
  readonly ladders: readonly string[];
}

/** "A rule has not acted?": the clause that stood in its way, and what would have to be different. */
export function WhyNot(asked: Asked) {
  const [shown, setShown] = useState(false);
  return (
    <details className={styles.why} onToggle={({ currentTarget }) => setShown(currentTarget.open)}>
      <summary className={styles.title}>A rule has not acted?</summary>
      {shown && <Question {...asked} />}
    </details>
  );
}

function Question({ card, ladders }: Asked) {
  const { store } = useTools();
  const [rules, setRules] = useState<Rules["rules"] | null>(null);
  const [rule, setRule] = useState("");
  useEffect(() => {
    let stale = false;
    store.api("rules", {}).then(
      (answer) => stale || setRules(answer.rules),
      () => stale || setRules([]),
    );
    return () => {
      stale = true;
    };
  }, [store]);
  if (rules === null) return <p className={styles.quiet}>Asking…</p>;
  return (
    <div className={styles.answer}>
      <select aria-label="Which rule?" value={rule} onChange={({ target }) => setRule(target.value)}>
        <option value="">Which rule?</option>
        {rules.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
        {ladders.map((policy) => (
          <option key={policy} value={policy}>
            The ladder {policy}
          </option>
        ))}
      </select>
      {rule !== "" && <Told key={rule} card={card} rule={rule} />}
    </div>
  );
}

function Told({ card, rule }: { readonly card: string; readonly rule: string }) {
  const { store } = useTools();
  const { zone, now } = useNames();
  const [answer, setAnswer] = useState<Answer | "none" | null>(null);
  useEffect(() => {
    let stale = false;
    store.api("whyNot", { params: { id: card }, query: { rule } }).then(
      (told) => stale || setAnswer(told),
      () => stale || setAnswer("none"),
    );
    return () => {
      stale = true;
    };
  }, [store, card, rule]);
  if (answer === null) return <p className={styles.quiet}>Asking…</p>;
  if (answer === "none") return <p className={styles.quiet}>This could not be found out just now.</p>;
  const { because, obstacle, armed, starts, trace } = answer;
  return (
    <>
      <p className={styles.trigger}>{because}</p>
      {trace && <p className={styles.quiet}>last looked at {whenOf(zone, trace.at, now)}</p>}
      {obstacle && (
        <p title={obstacle.clause}>
          <Said>{obstacle.said}</Said>
          <Read read={obstacle.read} />
        </p>
      )}
      {obstacle?.change && <p>It would have held {obstacle.change.text}.</p>}
      {obstacle && obstacle.together.length > 0 && <p>It would have acted {bothOf(obstacle.together)}.</p>}
      {obstacle && obstacle.others > 0 && (
        <p className={styles.quiet}>{obstacle.others} more stood in the way.</p>
      )}
      {armed.map(({ key, due }) => (
        <p key={key}>It is looked at again {whenOf(zone, due, now)}.</p>
      ))}
      {starts.length > 0 && <p className={styles.quiet}>It is looked at on {starts.join(", or ")}.</p>}
      <RuleSource rule={rule} source={obstacle?.source ?? null} isRule={answer.ruleName !== rule} />
    </>
  );
}

/** `if the one were so and the other were so`. */
const bothOf = (changes: readonly Change[]): string =>
  changes.map(({ text }, i) => (i === 0 ? text : text.replace(/^if /, ""))).join(" and ");
