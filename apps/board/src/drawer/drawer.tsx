import { useState } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { useBoard } from "../board/tools.ts";
import { Actions } from "./actions.tsx";
import { Details } from "./details.tsx";
import { DrawerHead } from "./drawer-head.tsx";
import styles from "./drawer.module.css";
import { Next } from "./next.tsx";
import { Tasks } from "./tasks.tsx";
import { Timeline } from "./timeline.tsx";
import { useCard } from "./use-card.ts";
import { Waiting } from "./waiting.tsx";

/** One card beside the board, which stays usable: it covers nothing and takes no focus. */
export function Drawer({ id }: { readonly id: string }) {
  const summary = useBoard((snapshot) => snapshot.cards.get(id));
  const about = useCard(id);
  const card = about.value;
  const [tab, setTab] = useState("timeline");
  if (!summary) return null;
  const open = card?.tasks.filter((task) => !task.done).length ?? 0;
  return (
    <aside className={styles.drawer} aria-label={`Card of ${summary.patient.display}`}>
      <DrawerHead summary={summary} card={card} />
      <Actions key={id} summary={summary} card={card} onComment={() => setTab("timeline")} />
      <Tabs className={styles.tabs ?? ""} selectedKey={tab} onSelectionChange={(key) => setTab(String(key))}>
        <TabList className={styles.tabList ?? ""} aria-label="About this card">
          <Tab id="timeline" className={styles.tab ?? ""}>
            Timeline
          </Tab>
          <Tab id="next" className={styles.tab ?? ""}>
            Next
          </Tab>
          <Tab id="details" className={styles.tab ?? ""}>
            Details
          </Tab>
          <Tab id="tasks" className={styles.tab ?? ""}>
            Tasks {card && card.tasks.length > 0 && `${card.tasks.length - open}/${card.tasks.length}`}
          </Tab>
        </TabList>
        <TabPanel id="timeline" className={styles.panel ?? ""}>
          <Timeline key={id} id={id} />
        </TabPanel>
        <TabPanel id="next" className={styles.panel ?? ""}>
          <Next key={id} id={id} />
        </TabPanel>
        <TabPanel id="details" className={styles.panel ?? ""}>
          {card ? <Details key={id} card={card} /> : <Waiting about={about}>Reading the card…</Waiting>}
        </TabPanel>
        <TabPanel id="tasks" className={styles.panel ?? ""}>
          {card ? <Tasks key={id} card={card} /> : <Waiting about={about}>Reading the card…</Waiting>}
        </TabPanel>
      </Tabs>
    </aside>
  );
}
