import type { Card } from "@corridor/protocol";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useHead, useTools } from "../board/tools.ts";
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
  return (
    <div className={styles.labels}>
      {card.labels.map((label) => (
        <span key={label} className={styles.label}>
          {label}
          {!readOnly && (
            <button
              type="button"
              className={styles.off}
              aria-label={`Take off ${label}`}
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
