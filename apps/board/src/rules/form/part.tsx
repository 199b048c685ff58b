import type { YamlValue } from "@corridor/rules/splice";
import { X } from "lucide-react";
import { Button } from "../../design/button.tsx";
import { Field } from "../../design/field.tsx";
import { Said } from "../beside/said.tsx";
import { LineInput } from "./line-input.tsx";
import styles from "./rule-form.module.css";
import type { FormProps } from "./rule-form.tsx";
import { SetLines } from "./set-lines.tsx";
import type { Shape } from "./shapes.ts";

interface Props extends FormProps {
  readonly value: YamlValue;
  readonly path: readonly (string | number)[];
  /** Null: it is written in the text only. */
  readonly shape: Shape | null;
  /** The same in words. */
  readonly said: string | undefined;
  /** Its lines stand below its key, as an action's do. */
  readonly nested: boolean;
}

/** One trigger or one action. */
export function Part({ value, path, shape, said, nested, form, write }: Props) {
  const inner = shape && nested ? [...path, shape.key] : path;
  const own = shape && nested ? mapOf(mapOf(value)[shape.key]) : mapOf(value);
  const title = shape?.title ?? "Written in the text";
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
        <p className={styles.raw}>
          <Said>{said ?? JSON.stringify(value)}</Said>
        </p>
      )}
      {shape?.key === "set" && <SetLines value={own} path={inner} form={form} write={write} />}
      {shape && shape.lines.length > 0 && (
        <div className={styles.lines}>
          {shape.lines.map((line) => (
            <Field key={line.key} label={line.label}>
              <LineInput
                line={line}
                value={own[line.key]}
                form={form}
                field={typeof own["field"] === "string" ? own["field"] : null}
                onSet={(next) =>
                  write(
                    next === null
                      ? { kind: "remove", path: [...inner, line.key] }
                      : { kind: "set", path: [...inner, line.key], value: next },
                  )
                }
              />
            </Field>
          ))}
        </div>
      )}
    </fieldset>
  );
}

export type ValueMap = Readonly<Record<string, YamlValue>>;

const mapOf = (value: YamlValue | undefined): ValueMap =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as ValueMap) : {};
