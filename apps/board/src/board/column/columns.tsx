import { useCallback, useState } from "react";
import { Column } from "./column.tsx";
import styles from "./columns.module.css";
import { FinalColumn } from "./final-column.tsx";
import { hueOf } from "./hues.ts";
import { useHead } from "../tools.ts";

/** The stages in their order; the ends of the way are narrow until somebody opens one. */
export function Columns() {
  const { stages } = useHead();
  const [opened, setOpened] = useState<string | null>(null);
  const close = useCallback(() => setOpened(null), []);
  return (
    <main className={styles.columns}>
      {stages.map((stage) =>
        stage.final && stage.id !== opened ? (
          <FinalColumn key={stage.id} stage={stage} onOpen={setOpened} />
        ) : (
          <Column
            key={stage.id}
            stage={stage}
            hue={hueOf(stages, stage.id)}
            onClose={stage.final ? close : null}
          />
        ),
      )}
    </main>
  );
}
