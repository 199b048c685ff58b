import { useTools } from "../board/tools.ts";
import styles from "./why.module.css";

interface Props {
  readonly rule: string;
  readonly source: { readonly file: string; readonly line: number } | null;
  /** Whether there is such a rule; a ladder's own steps are none. */
  readonly isRule: boolean;
}

/** Where it is written, and the way there for those who look after the rules. */
export function RuleSource({ rule, source, isRule }: Props) {
  const { ruleLink } = useTools();
  return (
    <p className={styles.source}>
      <span>
        {rule}
        {source && ` · ${source.file}:${source.line}`}
      </span>
      {ruleLink && isRule && (
        <a className={styles.open} {...ruleLink(rule)}>
          Open in Rules
        </a>
      )}
    </p>
  );
}
