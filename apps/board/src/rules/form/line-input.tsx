import type { YamlValue } from "@corridor/rules/splice";
import type { FormRule } from "../checking/rule-form.ts";
import type { Line } from "./shapes.ts";
import { TextInput } from "./text-input.tsx";

interface Props {
  readonly line: Line;
  readonly value: YamlValue | undefined;
  readonly form: FormRule;
  /** The field this part is about: its values can be chosen. */
  readonly field: string | null;
  /** Null: nothing is written any more. */
  readonly onSet: (value: YamlValue | null) => void;
}

/** One line of a part, as its kind is best entered. */
export function LineInput({ line: { key, input }, value, form, field, onSet }: Props) {
  const known = key === "to" && field !== null ? form.values[field] : undefined;
  if (known) return <Choice of={known} value={value} onSet={onSet} />;
  if (input.kind === "choice") return <Choice of={input.of} value={value} onSet={onSet} />;
  if (input.kind === "name") {
    // An anchor is written with `card.` before it, a field that changed without.
    const prefix = key === "before" ? "card." : "";
    return <Choice of={form.names[input.of].map((one) => prefix + one)} value={value} onSet={onSet} />;
  }
  if (input.kind === "names" || input.kind === "list")
    return (
      <TextInput
        value={Array.isArray(value) ? value.join(", ") : String(value ?? "")}
        placeholder={input.kind === "names" ? form.names[input.of].join(", ") : "one, another"}
        onDone={(text) => onSet(listOf(text))}
      />
    );
  return (
    <TextInput
      mono={input.kind === "condition"}
      placeholder={input.kind === "duration" ? "2h, 3 days, 1 business day" : ""}
      value={String(value ?? "")}
      onDone={(text) => onSet(text === "" ? null : scalarOf(text))}
    />
  );
}

function listOf(text: string): YamlValue | null {
  const list = text
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);
  return list.length === 0 ? null : list;
}

const scalarOf = (text: string): YamlValue => (text === "true" ? true : text === "false" ? false : text);

interface ChoiceProps {
  readonly of: readonly string[];
  readonly value: YamlValue | undefined;
  readonly onSet: (value: YamlValue | null) => void;
}

function Choice({ of, value, onSet }: ChoiceProps) {
  const now = value === undefined || value === null ? "" : String(value);
  const all = now === "" || of.includes(now) ? of : [now, ...of];
  return (
    <select value={now} onChange={({ target }) => onSet(target.value === "" ? null : target.value)}>
      <option value="">–</option>
      {all.map((one) => (
        <option key={one} value={one}>
          {one}
        </option>
      ))}
    </select>
  );
}
