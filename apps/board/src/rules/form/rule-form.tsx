import type { Edit, YamlValue } from "@corridor/rules/splice";
import { Plus } from "lucide-react";
import { Field } from "../../design/field.tsx";
import { useMicroStore } from "../../design/micro-store.ts";
import type { FormRule } from "../checking/rule-form.ts";
import { useDesk, useStudio } from "../use-studio.ts";
import { Conditions } from "./conditions.tsx";
import styles from "./rule-form.module.css";
import { Part } from "./part.tsx";
import { ACTION_SHAPES, type Shape, TRIGGER_SHAPES } from "./shapes.ts";
import { TextInput } from "./text-input.tsx";
import { useForm } from "./use-form.ts";

/** The chosen rule as a form. It writes the same text: only what is changed here changes there. */
export function RuleForm() {
  const studio = useStudio();
  const rule = useMicroStore(studio.rule, (value) => value);
  const [form, write, refused] = useForm(rule);
  if (rule === null) return <p className={styles.none}>Choose a rule in the list to write it as a form.</p>;
  if (!form)
    return (
      <p className={styles.none}>
        This rule cannot be read just now: mend the text first, the problems say where.
      </p>
    );
  return (
    <div className={styles.form} role="form" aria-label={`Rule ${rule}`} key={rule}>
      <Head form={form} write={write} />
      <Parts title="When" name="when" shapes={TRIGGER_SHAPES} form={form} write={write} />
      <Conditions form={form} write={write} />
      <Parts title="Then" name="then" shapes={ACTION_SHAPES} form={form} write={write} />
      {refused && (
        <p className={styles.refused} role="alert">
          This cannot be changed here without touching what stands around it. Change it in the text.
        </p>
      )}
    </div>
  );
}

export type Write = (edit: Edit) => void;

export interface FormProps {
  readonly form: FormRule;
  readonly write: Write;
}

function Head({ form: { path, value }, write }: FormProps) {
  const enabled = value["enabled"] ?? true;
  return (
    <div className={styles.head}>
      <Field label="Name">
        <TextInput
          value={String(value["name"] ?? "")}
          onDone={(name) => write({ kind: "set", path: [...path, "name"], value: name })}
        />
      </Field>
      <Field label="Does it run?">
        <select
          value={String(enabled)}
          onChange={({ target }) => {
            const next = target.value === "shadow" ? "shadow" : target.value === "true";
            const gone = next === true && "enabled" in value;
            write(
              gone
                ? { kind: "remove", path: [...path, "enabled"] }
                : { kind: "set", path: [...path, "enabled"], value: next },
            );
          }}
        >
          <option value="true">It runs</option>
          <option value="shadow">It only watches</option>
          <option value="false">It is switched off</option>
        </select>
      </Field>
    </div>
  );
}

interface PartsProps extends FormProps {
  readonly title: string;
  readonly name: "when" | "then";
  readonly shapes: readonly Shape[];
}

function Parts({ title, name, shapes, form, write }: PartsProps) {
  const path = [...form.path, name];
  const value = form.value[name];
  const list = Array.isArray(value) ? value : [];
  const words = useDesk((desk) => desk.book?.rules.find(({ id }) => id === form.value["id"]));
  const said = (name === "when" ? words?.when.map((text) => ({ kind: "when", text })) : words?.then) ?? [];
  return (
    <section className={styles.parts} aria-label={title}>
      <h3 className={styles.title}>{title}</h3>
      {list.map((one, i) => (
        <Part
          key={`${i}:${kindOf(one)}`}
          value={one}
          path={[...path, i]}
          shape={shapes.find(({ key }) => key === kindOf(one)) ?? null}
          said={said[i]}
          nested={name === "then"}
          form={form}
          write={write}
        />
      ))}
      <div className={styles.add}>
        <Plus size={14} aria-hidden />
        <select
          aria-label={name === "when" ? "Add a trigger" : "Add an action"}
          value=""
          onChange={({ target }) => {
            const shape = shapes.find(({ key }) => key === target.value);
            if (shape) write({ kind: "append", path, value: shape.fresh(form.names) });
          }}
        >
          <option value="">{name === "when" ? "Add a trigger…" : "Add an action…"}</option>
          {shapes.map(({ key, title: said }) => (
            <option key={key} value={key}>
              {said}
            </option>
          ))}
        </select>
      </div>
    </section>
  );
}

const kindOf = (value: YamlValue): string =>
  typeof value === "object" && value !== null ? (Object.keys(value)[0] ?? "") : String(value);
