import { Field } from "../../design/field.tsx";
import { spoken } from "../../design/words.ts";
import type { ValueMap } from "./part.tsx";
import type { FormProps } from "./rule-form.tsx";
import { TextInput } from "./text-input.tsx";

interface Props extends FormProps {
  /** The message: its template, and what its variables are filled with. */
  readonly value: ValueMap;
  readonly path: readonly (string | number)[];
}

/** What each variable of a template is filled with. */
export function VariableLines({ value, path, form, write }: Props) {
  const filled = mapOf(value["with"]);
  const vars = Object.keys({ ...form.names.templates[String(value["template"])], ...filled });
  const put = (name: string, text: string) =>
    write(
      "with" in value
        ? { kind: "set", path: [...path, "with", name], value: text }
        : { kind: "set", path: [...path, "with"], value: { [name]: text } },
    );
  return vars.map((name) => (
    <Field key={name} label={`${spoken(name)} is`}>
      <TextInput mono value={String(filled[name] ?? "")} onDone={(text) => put(name, text)} />
    </Field>
  ));
}

const mapOf = (value: ValueMap[string] | undefined): ValueMap =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as ValueMap) : {};
