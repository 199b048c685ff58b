import type { CardField, Value } from "@corridor/protocol";
import { Lock } from "lucide-react";
import { useState } from "react";
import { useHead } from "../board/tools.ts";
import { Field } from "../design/field.tsx";
import { instantOf, localOf, whenOf } from "../design/time.ts";
import { spoken } from "../design/words.ts";
import styles from "./field-input.module.css";

interface Props {
  readonly field: CardField;
  readonly label: string;
  readonly fixed: boolean;
  readonly onSet: (value: Value) => void;
}

/** The control that fits a field's type. A change is sent when the control is left or Enter pressed. */
export function FieldInput({ field, label, fixed, onSet }: Props) {
  const { practice, people, locations } = useHead();
  const named = (id: Value): Value =>
    people.find((one) => one.id === id)?.display ?? locations.find((one) => one.id === id)?.name ?? id;
  const { type, options, value, readOnly } = field;
  if (readOnly || fixed)
    return (
      <Fixed
        label={label}
        text={printed(named(value), practice.timezone, type)}
        hidden={field.phi && value === null}
      />
    );
  if (type === "bool")
    return (
      <label className={styles.check}>
        <input type="checkbox" checked={value === true} onChange={({ target }) => onSet(target.checked)} />{" "}
        {label}
      </label>
    );
  if (options)
    return (
      <Field label={label}>
        <select
          value={typeof value === "string" ? value : ""}
          onChange={({ target }) => onSet(target.value || null)}
        >
          {!options.includes(String(value)) && <option value="">–</option>}
          {options.map((option) => (
            <option key={option} value={option}>
              {spoken(option)}
            </option>
          ))}
        </select>
      </Field>
    );
  return (
    <Typed key={JSON.stringify(value)} field={field} label={label} zone={practice.timezone} onSet={onSet} />
  );
}

function Typed({ field, label, zone, onSet }: Omit<Props, "fixed"> & { readonly zone: string }) {
  const { type, value } = field;
  const start =
    type === "timestamp" && typeof value === "string"
      ? localOf(zone, value)
      : Array.isArray(value)
        ? value.join(", ")
        : (value ?? "").toString();
  const [text, setText] = useState(start);
  const send = () => text !== start && onSet(read(text, type, zone));
  const kind =
    type === "timestamp" ? "datetime-local" : type === "int" || type === "double" ? "number" : "text";
  return (
    <Field label={label}>
      <input
        type={kind}
        step={type === "double" ? "any" : undefined}
        value={text}
        autoComplete="off"
        onChange={({ target }) => setText(target.value)}
        onBlur={send}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
          if (event.key === "Escape") setText(start);
        }}
      />
    </Field>
  );
}

function Fixed({
  label,
  text,
  hidden,
}: {
  readonly label: string;
  readonly text: string;
  readonly hidden: boolean;
}) {
  return (
    <div className={styles.fixed}>
      <span className={styles.label}>{label}</span>
      <span className={styles.text}>
        {hidden ? (
          <>
            <Lock size={12} aria-hidden /> Not for your role
          </>
        ) : (
          text
        )}
      </span>
    </div>
  );
}

function read(text: string, type: CardField["type"], zone: string): Value {
  if (text.trim() === "") return null;
  if (type === "int" || type === "double") return Number(text);
  if (type === "timestamp") return instantOf(zone, text);
  return type === "list"
    ? text
        .split(",")
        .map((part) => part.trim())
        .filter(Boolean)
    : text;
}

function printed(value: Value, zone: string, type: CardField["type"]): string {
  if (value === null || value === "") return "–";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (type === "timestamp" && typeof value === "string") return whenOf(zone, value, 0);
  return Array.isArray(value) ? value.join(", ") : String(value);
}
