import type { YamlValue } from "@corridor/rules/splice";
import type { Step } from "@corridor/rules/words";
import { X } from "lucide-react";
import { Button } from "../../design/button.tsx";
import { Field } from "../../design/field.tsx";
import { Steps } from "../beside/steps.tsx";
import { LineInput } from "./line-input.tsx";
import styles from "./rule-form.module.css";
import type { FormProps } from "./rule-form.tsx";
import { SetLines } from "./set-lines.tsx";
import { type Line, linesOf, restOf, type Shape } from "./shapes.ts";
import { VariableLines } from "./variable-lines.tsx";

interface Props extends FormProps {
  readonly value: YamlValue;
  readonly path: readonly (string | number)[];
  /** Null: it is written in the text only. */
  readonly shape: Shape | null;
  /** The same in words. */
  readonly said: Step | undefined;
  /** Its lines stand below its key, as an action's do. */
  readonly nested: boolean;
}

/** One trigger or one action. */
export function Part({ value, path, shape, said, nested, form, write }: Props) {
  const inner = shape && nested ? [...path, shape.key] : path;
  const own = shape && nested ? mapOf(mapOf(value)[shape.key]) : mapOf(value);
  const title = shape?.title ?? "Written in the text";
  const textOf = (key: string): string | null => (typeof own[key] === "string" ? own[key] : null);
  const rest = shape ? restOf(shape, own) : [];
  const setLine = ({ key, input }: Line, next: YamlValue | null) => {
    if (next === null) return write({ kind: "remove", path: [...inner, key] });
    write({ kind: "set", path: [...inner, key], value: next });
    // Another template has other variables.
    const filled = input.kind === "template" ? form.names.templates[String(next)] : undefined;
    if (filled) write({ kind: "set", path: [...inner, "with"], value: filled });
  };
  return (
    <fieldset className={styles.part}>
      <legend className={styles.legend}>{title}</legend>
      <Button
        kind="quiet"
        icon
        className={styles.remove}
        aria-label={`Remove: ${title}`}
        onClick={() => write({ kind: "remove", path })}
      >
        <X size={14} aria-hidden />
      </Button>
      {!shape && (
        <div className={styles.raw}>
          {said ? <Steps steps={[said]} /> : <code>{JSON.stringify(value)}</code>}
        </div>
      )}
      {shape?.key === "set" && <SetLines value={own} path={inner} form={form} write={write} />}
      {shape && shape.lines.length > 0 && (
        <div className={styles.lines}>
          {linesOf(shape, own, form.names).map((line) => (
            <Field key={line.key} label={line.label}>
              <LineInput
                line={line}
                value={own[line.key]}
                form={form}
                field={textOf("field")}
                event={textOf("event")}
                onSet={(next) => setLine(line, next)}
              />
            </Field>
          ))}
          {shape.key === "message" && <VariableLines value={own} path={inner} form={form} write={write} />}
        </div>
      )}
      {rest.length > 0 && <p className={styles.rest}>In the text besides: {rest.join(", ")}</p>}
    </fieldset>
  );
}

export type ValueMap = Readonly<Record<string, YamlValue>>;

const mapOf = (value: YamlValue | undefined): ValueMap =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as ValueMap) : {};
