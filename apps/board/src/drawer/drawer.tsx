import { useState } from "react";
import { useBoard } from "../board/tools.ts";
import { TabPages } from "../design/tab-pages.tsx";
import { Actions } from "./actions.tsx";
import { Details } from "./details.tsx";
import { DrawerHead } from "./drawer-head.tsx";
import styles from "./drawer.module.css";
import { Next } from "./next.tsx";
import { Offers } from "./offers.tsx";
import { Tasks } from "./tasks.tsx";
import { Timeline } from "./timeline.tsx";
import { useCard } from "./use-card.ts";
import { Waiting } from "./waiting.tsx";

type Page = "timeline" | "next" | "details" | "tasks";

/** One card beside the board, which stays usable: it covers nothing and takes no focus. */
export function Drawer({ id }: { readonly id: string }) {
  const summary = useBoard((snapshot) => snapshot.cards.get(id));
  const about = useCard(id);
  const card = about.value;
  const [tab, setTab] = useState<Page>("timeline");
  if (!summary) return null;
  const open = card?.tasks.filter((task) => !task.done).length ?? 0;
  const tasks =
    card && card.tasks.length > 0 ? `Tasks ${card.tasks.length - open}/${card.tasks.length}` : "Tasks";
  const reading = <Waiting about={about}>Reading the card…</Waiting>;
  return (
    <aside className={styles.drawer} aria-label={`Card of ${summary.patient.display}`}>
      <DrawerHead summary={summary} card={card} />
      <Actions key={id} summary={summary} card={card} onComment={() => setTab("timeline")} />
      {card && <Offers card={card} />}
      <TabPages
        label="About this card"
        className={styles.tabs}
        selected={tab}
        onSelect={setTab}
        pages={[
          { id: "timeline", name: "Timeline", page: <Timeline key={id} id={id} /> },
          {
            id: "next",
            name: "Next",
            page: <Next key={id} id={id} ladders={card?.escalations.map(({ policy }) => policy) ?? []} />,
          },
          { id: "details", name: "Details", page: card ? <Details key={id} card={card} /> : reading },
          { id: "tasks", name: tasks, page: card ? <Tasks key={id} card={card} /> : reading },
        ]}
      />
    </aside>
  );
}
