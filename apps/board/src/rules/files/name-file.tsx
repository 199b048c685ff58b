import { type FormEvent, useState } from "react";
import { Button } from "../../design/button.tsx";
import { Dialog } from "../../design/dialog.tsx";
import { Field } from "../../design/field.tsx";
import { useDesk, useStudio } from "../use-studio.ts";
import { bareName, FILE_KINDS, type FileKind, fileName, KIND_WORDS, kindOf } from "./begun-file.ts";
import { beginFile, rename } from "./change-files.ts";
import styles from "./name-file.module.css";

interface Props {
  /** Null: one is begun. */
  readonly file: string | null;
  readonly onClose: () => void;
}

/** Asks what a file is to be called; nothing decides before it is activated. */
export function NameFile({ file, onClose }: Props) {
  const studio = useStudio();
  const files = useDesk((desk) => desk.files);
  const [kind, setKind] = useState<FileKind>(file === null ? "rules" : (kindOf(file) ?? "rules"));
  const [typed, setTyped] = useState(file === null ? "" : bareName(file));
  const name = fileName(kind, typed);
  const taken = name in files && name !== file;
  const done = (event: FormEvent) => {
    event.preventDefault();
    if (file === null) beginFile(studio, kind, name);
    else rename(studio, file, name);
    onClose();
  };
  return (
    <Dialog title={file === null ? "A new file" : `Call ${file} otherwise`} onClose={onClose}>
      <form className={styles.form} onSubmit={done}>
        {file === null && (
          <Field label="What is in it">
            <select value={kind} onChange={({ target }) => setKind(target.value as FileKind)}>
              {FILE_KINDS.map((one) => (
                <option key={one} value={one}>
                  {KIND_WORDS[one]}
                </option>
              ))}
            </select>
          </Field>
        )}
        <Field label="What it is called">
          <input autoFocus value={typed} maxLength={60} onChange={({ target }) => setTyped(target.value)} />
        </Field>
        <p className={taken ? styles.taken : styles.name} role={taken ? "alert" : undefined}>
          {taken ? `There is a ${name} already.` : name === "" ? "For instance: recall" : name}
        </p>
        <div className={styles.end}>
          <Button onClick={onClose}>Not now</Button>
          <Button kind="primary" type="submit" disabled={name === "" || taken || name === file}>
            {file === null ? "Begin it" : "Call it so"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
