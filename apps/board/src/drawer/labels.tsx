import type { Card } from "@corridor/protocol";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useHead, useTools } from "../board/tools.ts";
import { spoken } from "../design/words.ts";
import styles from "./labels.module.css";

/** A card's labels: a word in, a cross to take one off. */
export function Labels({ card }: { readonly card: Card }) {
  const { store } = useTools();
  const { readOnly } = useHead();
  const [text, setText] = useState("");
  const add = () => {
    const label = text.trim();
    setText("");
    if (label !== "") void store.send(card.id, { type: "label", add: [label] });
  };
  // That it is escalated is no label somebody could take off: it is said at the head, and ends by itself.
  const own =
    card.escalations.length > 0 ? card.labels.filter((label) => label !== "escalated") : card.labels;
  return (
    <div className={styles.labels}>
      {own.map((label) => (
        <span key={label} className={styles.label}>
          {spoken(label)}
          {!readOnly && (
            <button
              type="button"
              className={styles.off}
              aria-label={`Take off ${spoken(label)}`}
              onClick={() => void store.send(card.id, { type: "label", remove: [label] })}
            >
              <X size={12} aria-hidden />
            </button>
          )}
        </span>
      ))}
      {!readOnly && (
        <span className={styles.adder}>
          <Plus size={12} aria-hidden />
          <input
            className={styles.input}
            value={text}
            placeholder="Label"
            aria-label="Add a label"
            maxLength={100}
            onChange={({ target }) => setText(target.value)}
            onBlur={add}
            onKeyDown={({ key }) => key === "Enter" && add()}
          />
        </span>
      )}
    </div>
  );
}
