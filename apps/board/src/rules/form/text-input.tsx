import { useEffect, useState } from "react";
import styles from "./rule-form.module.css";

interface Props {
  readonly value: string;
  readonly onDone: (value: string) => void;
  readonly mono?: boolean;
  readonly label?: string;
  readonly placeholder?: string;
}

/** Writes when one is done with it, not at every letter: half a word is no rule. */
export function TextInput({ value, onDone, mono = false, label, placeholder }: Props) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const done = () => {
    if (text !== value) onDone(text);
  };
  return (
    <input
      className={mono ? styles.mono : undefined}
      aria-label={label}
      placeholder={placeholder}
      value={text}
      spellCheck={!mono}
      onChange={({ target }) => setText(target.value)}
      onBlur={done}
      onKeyDown={({ key }) => {
        if (key === "Enter") done();
        if (key === "Escape") setText(value);
      }}
    />
  );
}
