import type { Step } from "@corridor/rules/words";
import { Said } from "../../design/said.tsx";
import styles from "./steps.module.css";

/** What is done, in order, with what depends below it. */
export function Steps({ steps }: { readonly steps: readonly Step[] }) {
  if (steps.length === 0) return <p className={styles.nothing}>do nothing</p>;
  return (
    <ol className={styles.steps}>
      {steps.map(({ text, arms = [], under = [] }, i) => (
        <li key={`${i}-${text}`}>
          <Said>{text}</Said>
          {arms.map(({ when, then }) => (
            <div key={when ?? ""} className={styles.arm}>
              <b>{when === null ? "otherwise" : "if"}</b> {when !== null && <Said>{when}</Said>}
              <Steps steps={then} />
            </div>
          ))}
          {under.length > 0 && <Steps steps={under} />}
        </li>
      ))}
    </ol>
  );
}
