import type { ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { cx } from "./cx.ts";
import styles from "./tab-pages.module.css";

interface Props<Id extends string> {
  readonly label: string;
  readonly pages: readonly { readonly id: Id; readonly name: ReactNode; readonly page: ReactNode }[];
  readonly selected: Id;
  readonly onSelect: (id: Id) => void;
  readonly className?: string | undefined;
}

/** Pages behind tabs; only the one that is looked at is there. */
export function TabPages<Id extends string>({ label, pages, selected, onSelect, className }: Props<Id>) {
  return (
    <Tabs
      className={cx(styles.tabs, className)}
      selectedKey={selected}
      onSelectionChange={(key) => onSelect(key as Id)}
    >
      <TabList className={styles.list ?? ""} aria-label={label}>
        {pages.map(({ id, name }) => (
          <Tab key={id} id={id} className={styles.tab ?? ""}>
            {name}
          </Tab>
        ))}
      </TabList>
      {pages.map(({ id, page }) => (
        <TabPanel key={id} id={id} className={styles.panel ?? ""}>
          {page}
        </TabPanel>
      ))}
    </Tabs>
  );
}
