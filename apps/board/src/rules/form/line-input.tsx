import type { YamlValue } from "@corridor/rules/splice";
import { spoken } from "../../design/words.ts";
import type { FormRule } from "../checking/rule-form.ts";
import type { Line, Option } from "./shapes.ts";
import { TextInput } from "./text-input.tsx";

interface Props {
  readonly line: Line;
  readonly value: YamlValue | undefined;
  readonly form: FormRule;
  /** The field this part is about: its values can be chosen. */
  readonly field: string | null;
  /** What the part waits for, where it is an event. */
  readonly event: string | null;
  /** Null: nothing is written any more. */
  readonly onSet: (value: YamlValue | null) => void;
}

/** One line of a part, as its kind is best entered. */
export function LineInput({ line: { key, input }, value, form: { names }, field, event, onSet }: Props) {
  const ends = key === "to" || key === "from";
  const known = ends && field !== null ? names.values[field] : undefined;
  if (known) return <Choice of={known.map(option)} value={value} onSet={onSet} />;
  if (ends && event !== null && event !== "card.changed")
    return <Choice of={names.places.map(place)} value={value} onSet={onSet} />;
  if (input.kind === "choice") return <Choice of={input.of} value={value} onSet={onSet} />;
  if (input.kind === "event")
    return (
      <Choice
        of={names.events.map(({ name, said }) => ({ value: name, label: said }))}
        value={value}
        onSet={onSet}
      />
    );
  if (input.kind === "template")
    return <Choice of={Object.keys(names.templates).map(option)} value={value} onSet={onSet} />;
  if (input.kind === "name")
    return (
      <Choice of={names[input.of].map(input.of === "places" ? place : option)} value={value} onSet={onSet} />
    );
  if (input.kind === "names" || input.kind === "list")
    return (
      <TextInput
        value={Array.isArray(value) ? value.join(", ") : String(value ?? "")}
        placeholder={input.kind === "names" ? names[input.of].join(", ") : "one, another"}
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

const option = (value: string): Option => ({ value, label: spoken(value.replace(/^card\./, "")) });
/** `scheduling.booked` as `Scheduling · Booked`. */
const place = (value: string): Option => ({ value, label: value.split(".").map(spoken).join(" · ") });

function listOf(text: string): YamlValue | null {
  const list = text
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);
  return list.length === 0 ? null : list;
}

const scalarOf = (text: string): YamlValue => (text === "true" ? true : text === "false" ? false : text);

interface ChoiceProps {
  readonly of: readonly Option[];
  readonly value: YamlValue | undefined;
  readonly onSet: (value: YamlValue | null) => void;
}

/** What is written and no choice stays one. */
function Choice({ of, value, onSet }: ChoiceProps) {
  const now = value === undefined || value === null ? "" : String(value);
  const all = now === "" || of.some((one) => one.value === now) ? of : [{ value: now, label: now }, ...of];
  return (
    <select value={now} onChange={({ target }) => onSet(target.value === "" ? null : scalarOf(target.value))}>
      <option value="">–</option>
      {all.map((one) => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ))}
    </select>
  );
}
