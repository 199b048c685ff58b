import { TabPages } from "../../design/tab-pages.tsx";
import styles from "./beside.module.css";
import { History } from "./history.tsx";
import { RuleView } from "./rule-view.tsx";
import type { Ran } from "./run-tests.ts";
import { Tests } from "./tests.tsx";

export type BesideTab = "rule" | "tests" | "history";

interface Props {
  readonly tab: BesideTab;
  readonly onTab: (tab: BesideTab) => void;
  readonly ran: Ran | "running" | null;
  readonly onBack: (hash: string) => void;
}

/** What belongs to the text: the rule in words, its tests, and the versions there were. */
export function Beside({ tab, onTab, ran, onBack }: Props) {
  return (
    <aside className={styles.beside} aria-label="About the rules">
      <TabPages
        label="About the rules"
        selected={tab}
        onSelect={onTab}
        pages={[
          { id: "rule", name: "Rule", page: <RuleView /> },
          { id: "tests", name: "Tests", page: <Tests ran={ran} /> },
          { id: "history", name: "History", page: <History onBack={onBack} /> },
        ]}
      />
    </aside>
  );
}
