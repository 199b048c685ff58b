import { useEffect, useRef } from "react";
import { type MicroStore, useMicroStore } from "../../design/micro-store.ts";
import { useDesk, useStudio } from "../use-studio.ts";
import styles from "./editor.module.css";
import { RuleEditor } from "./rule-editor.ts";

/** The open file. `handle` lets the problems beside it write a cure. */
export function Editor({ handle }: { readonly handle: MicroStore<RuleEditor | null> }) {
  const studio = useStudio();
  const host = useRef<HTMLDivElement>(null);
  const file = useDesk((desk) => desk.file);
  const text = useDesk((desk) => desk.files[desk.file] ?? "");
  const findings = useDesk((desk) => desk.findings);
  useEffect(() => {
    if (!host.current) return undefined;
    const spot = (offset: number, now: string) => {
      const desk = studio.desk.get();
      const open = desk?.file ?? "";
      return { files: { ...desk?.files, [open]: now }, file: open, offset };
    };
    const editor = new RuleEditor(host.current, {
      typed: (name, now) => studio.write(name, now),
      stands: (name, line) => studio.stand(name, line),
      complete: (offset, now) => studio.checker.ask("complete", spot(offset, now)),
      hover: (offset, now) => studio.checker.ask("hover", spot(offset, now)),
    });
    handle.set(editor);
    return () => {
      handle.set(null);
      editor.close();
    };
  }, [studio, handle]);
  useEffect(() => handle.get()?.show(file, text), [handle, file, text]);
  useEffect(() => handle.get()?.mark(findings), [handle, findings, file]);
  const goal = useMicroStore(studio.goal, (value) => value);
  useEffect(() => {
    if (goal?.file !== file) return;
    handle.get()?.go(goal, goal.focus);
    studio.goal.set(null);
  }, [studio, handle, goal, file]);
  return <div ref={host} className={styles.editor} data-editor />;
}
