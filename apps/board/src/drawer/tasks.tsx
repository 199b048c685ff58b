import type { Card, CardTask } from "@corridor/protocol";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useHead, useTools } from "../board/tools.ts";
import { dueOf } from "../card/due.ts";
import { Chip } from "../design/chip.tsx";
import { cx } from "../design/cx.ts";
import { useNow } from "../design/use-now.ts";
import { spoken } from "../design/words.ts";
import styles from "./tasks.module.css";

/** What is still to be done on the card, open ones first. */
export function Tasks({ card }: { readonly card: Card }) {
  const { store } = useTools();
  const { readOnly } = useHead();
  const [title, setTitle] = useState("");
  const add = () => {
    const text = title.trim();
    setTitle("");
    if (text !== "") void store.send(card.id, { type: "task.add", title: text });
  };
  const tasks = [...card.tasks].sort((a, b) => Number(a.done) - Number(b.done));
  return (
    <>
      <ul className={styles.tasks}>
        {tasks.map((task) => (
          <Task
            key={task.id}
            task={task}
            fixed={readOnly}
            onDone={() => void store.send(card.id, { type: "task.done", task: task.id }, "Task done")}
          />
        ))}
      </ul>
      {!readOnly && (
        <label className={styles.adder}>
          <Plus size={15} aria-hidden />
          <input
            className={styles.input}
            placeholder="Add a task"
            aria-label="Add a task"
            value={title}
            maxLength={4000}
            onChange={({ target }) => setTitle(target.value)}
            onKeyDown={({ key }) => key === "Enter" && add()}
          />
        </label>
      )}
    </>
  );
}

function Task({
  task,
  fixed,
  onDone,
}: {
  readonly task: CardTask;
  readonly fixed: boolean;
  readonly onDone: () => void;
}) {
  const { practice } = useHead();
  const now = useNow();
  const due = task.done ? null : dueOf({ due: task.due, appointmentStart: null }, now, practice.timezone);
  return (
    <li>
      <label className={cx(styles.task, task.done && styles.done)}>
        <input
          type="checkbox"
          className={styles.box}
          checked={task.done}
          disabled={fixed || task.done}
          onChange={onDone}
        />
        <span className={styles.title}>{task.title}</span>
        {task.role && !task.done && <Chip>{spoken(task.role)}</Chip>}
        {due && (
          <Chip tone={due.tone} icon={due.icon}>
            {due.text}
          </Chip>
        )}
      </label>
    </li>
  );
}
