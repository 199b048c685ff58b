import { Plus, X } from "lucide-react";
import { Said } from "../../design/said.tsx";
import { Button } from "../../design/button.tsx";
import { useDesk } from "../use-studio.ts";
import styles from "./rule-form.module.css";
import type { FormProps } from "./rule-form.tsx";
import { TextInput } from "./text-input.tsx";

/** What must hold besides: one expression a line. What is not so simple is left to the text. */
export function Conditions({ form, write }: FormProps) {
  const path = [...form.path, "if"];
  const value = form.value["if"];
  const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
  const pathOf = (i: number) => (Array.isArray(value) ? [...path, i] : path);
  // In words, where there is a sentence for each of them.
  const words = useDesk((desk) => desk.book?.rules.find(({ id }) => id === form.value["id"])?.holds) ?? [];
  const add = () => {
    const next = 'card.stage == "intake"';
    if (Array.isArray(value)) write({ kind: "append", path, value: next });
    else write({ kind: "set", path, value: value === undefined ? next : [value, next] });
  };
  return (
    <section className={styles.parts} aria-label="And only if">
      <h3 className={styles.title}>And only if</h3>
      {list.map((one, i) => (
        <div key={i} className={styles.condition}>
          {typeof one === "string" ? (
            <TextInput
              mono
              label={`Condition ${i + 1}`}
              value={one}
              onDone={(text) => write({ kind: "set", path: pathOf(i), value: text })}
            />
          ) : (
            <code className={styles.raw}>{JSON.stringify(one)}</code>
          )}
          {words.length === list.length && (
            <p className={styles.inWords}>
              <Said>{words[i] ?? ""}</Said>
            </p>
          )}
          <Button
            kind="quiet"
            icon
            aria-label={`Remove condition ${i + 1}`}
            onClick={() => write({ kind: "remove", path: list.length === 1 ? path : pathOf(i) })}
          >
            <X size={14} aria-hidden />
          </Button>
        </div>
      ))}
      <Button kind="quiet" className={styles.addCondition} onClick={add}>
        <Plus size={14} aria-hidden /> Add a condition
      </Button>
    </section>
  );
}
