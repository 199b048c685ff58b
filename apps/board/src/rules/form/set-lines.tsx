import { Field } from "../../design/field.tsx";
import { spoken } from "../../design/words.ts";
import { LineInput } from "./line-input.tsx";
import type { ValueMap } from "./part.tsx";
import styles from "./rule-form.module.css";
import type { FormProps } from "./rule-form.tsx";

interface Props extends FormProps {
  readonly value: ValueMap;
  readonly path: readonly (string | number)[];
}

/** `set`: each field with what is noted in it. */
export function SetLines({ value, path, form, write }: Props) {
  const free = form.names.settable.filter((field) => !(field in value));
  return (
    <div className={styles.lines}>
      {Object.entries(value).map(([field, one]) => (
        <Field key={field} label={spoken(field)}>
          <LineInput
            line={{ key: "to", label: field, input: { kind: "text" } }}
            value={one}
            form={form}
            field={field}
            event={null}
            onSet={(next) =>
              write(
                next === null
                  ? { kind: "remove", path: [...path, field] }
                  : { kind: "set", path: [...path, field], value: next },
              )
            }
          />
        </Field>
      ))}
      <Field label="Another field">
        <select
          value=""
          onChange={({ target }) =>
            write({
              kind: "set",
              path: [...path, target.value],
              value: form.names.values[target.value]?.[0] ?? "",
            })
          }
        >
          <option value="">–</option>
          {free.map((field) => (
            <option key={field} value={field}>
              {spoken(field)}
            </option>
          ))}
        </select>
      </Field>
    </div>
  );
}
