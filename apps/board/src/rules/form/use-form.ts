import type { Edit } from "@corridor/rules/splice";
import { useEffect, useRef, useState } from "react";
import type { FormRule } from "../checking/rule-form.ts";
import { useDesk, useStudio } from "../use-studio.ts";

/** The rule as the text says it now, and the way to change that text at one place. */
export function useForm(rule: string | null): readonly [FormRule | null, (edit: Edit) => void, boolean] {
  const studio = useStudio();
  const files = useDesk((desk) => desk.files);
  const [form, setForm] = useState<FormRule | null>(null);
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    let stale = false;
    if (rule === null) return undefined;
    studio.checker.ask("form", { files, rule }).then(
      (found) => stale || setForm(found),
      () => stale || setForm(null),
    );
    return () => {
      stale = true;
    };
  }, [studio, files, rule]);
  // One edit after the other: each is made to the text the one before it left.
  const queue = useRef<Promise<void>>(Promise.resolve());
  const write = (edit: Edit) => {
    if (!form) return;
    const { file } = form;
    queue.current = queue.current.then(async () => {
      const text = studio.desk.get()?.files[file] ?? "";
      const next = await studio.checker.ask("edit", { text, edit }).catch(() => null);
      setRefused(next === null);
      if (next !== null) studio.write(file, next);
    });
  };
  return [form?.value["id"] === rule ? form : null, write, refused];
}
