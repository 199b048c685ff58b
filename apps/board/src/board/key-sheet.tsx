import { Dialog } from "../design/dialog.tsx";
import styles from "./key-sheet.module.css";
import { useTools } from "./tools.ts";

const keys: readonly (readonly [string, string])[] = [
  ["J K", "next and previous card"],
  ["← →", "next column"],
  ["Enter", "open the card"],
  ["Esc", "close it"],
  ["Space", "lift the card; arrows carry it, space drops it"],
  ["M", "move to a stage from a list"],
  ["A", "assign"],
  ["Z", "take back my last step"],
  ["C", "new card"],
  ["/", "find a patient"],
  ["?", "this list"],
];

export function KeySheet() {
  const tools = useTools();
  return (
    <Dialog title="Keys" onClose={() => tools.dialog.set(null)}>
      <dl className={styles.keys}>
        {keys.map(([key, what]) => (
          <div key={key} className={styles.row}>
            <dt>
              {key.split(" ").map((one) => (
                <kbd key={one}>{one}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
