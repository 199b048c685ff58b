import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
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

const NAMES: Readonly<Record<BesideTab, string>> = { rule: "Rule", tests: "Tests", history: "History" };

/** What belongs to the text: the rule in words, its tests, and the versions there were. */
export function Beside({ tab, onTab, ran, onBack }: Props) {
  return (
    <aside className={styles.beside} aria-label="About the rules">
      <Tabs
        className={styles.tabs ?? ""}
        selectedKey={tab}
        onSelectionChange={(key) => onTab(key as BesideTab)}
      >
        <TabList className={styles.tabList ?? ""} aria-label="About the rules">
          {(["rule", "tests", "history"] as const).map((id) => (
            <Tab key={id} id={id} className={styles.tab ?? ""}>
              {NAMES[id]}
            </Tab>
          ))}
        </TabList>
        <TabPanel id="rule" className={styles.panel ?? ""}>
          <RuleView />
        </TabPanel>
        <TabPanel id="tests" className={styles.panel ?? ""}>
          <Tests ran={ran} />
        </TabPanel>
        <TabPanel id="history" className={styles.panel ?? ""}>
          <History onBack={onBack} />
        </TabPanel>
      </Tabs>
    </aside>
  );
}
