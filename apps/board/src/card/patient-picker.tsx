import type { Found } from "@corridor/protocol";
import { Plus, UserRound, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useTools } from "../board/tools.ts";
import { Button } from "../design/button.tsx";
import { Field } from "../design/field.tsx";
import styles from "./patient-picker.module.css";

/** Somebody the practice is about to know. */
export interface Unknown {
  readonly first: string;
  readonly last: string;
  readonly display: string;
}

/** Somebody the practice knows, or somebody it is about to. */
export type Picked = { readonly id: string; readonly display: string } | Unknown;

interface Props {
  readonly picked: Picked | null;
  readonly onPick: (picked: Picked | null) => void;
}

/** Type a name: pick who is known, or take the name for a new patient. */
export function PatientPicker({ picked, onPick }: Props) {
  const [text, setText] = useState("");
  const found = useFound(text);
  if (picked)
    return (
      <div className={styles.picked}>
        <UserRound size={16} aria-hidden />
        <span className={styles.name}>{picked.display}</span>
        {!("id" in picked) && <span className={styles.new}>new patient</span>}
        <Button kind="quiet" icon aria-label="Somebody else" onClick={() => onPick(null)}>
          <X size={15} aria-hidden />
        </Button>
      </div>
    );
  const named = nameOf(text);
  return (
    <div>
      <Field label="Patient">
        <input
          autoFocus
          value={text}
          placeholder="First and last name"
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => setText(target.value)}
        />
      </Field>
      <ul className={styles.found}>
        {found.map(({ id, display, detail, cards }) => (
          <li key={id}>
            <button type="button" className={styles.row} onClick={() => onPick({ id, display })}>
              <span className={styles.name}>{display}</span>
              <span className={styles.detail}>
                {[detail, cards.length > 0 && "has a card"].filter(Boolean).join(" · ")}
              </span>
            </button>
          </li>
        ))}
        {named && (
          <li>
            <button type="button" className={styles.row} onClick={() => onPick(named)}>
              <Plus size={14} aria-hidden /> New patient <b>{named.display}</b>
            </button>
          </li>
        )}
      </ul>
    </div>
  );
}

function nameOf(text: string): Unknown | null {
  const words = text.trim().split(/\s+/);
  const last = words.pop();
  if (words.length === 0 || !last) return null;
  const first = words.join(" ");
  return { first, last, display: `${first} ${last}` };
}

const PAUSE = 180;

function useFound(text: string): Found["patients"] {
  const { store } = useTools();
  const [found, setFound] = useState<Found["patients"]>([]);
  useEffect(() => {
    const asked = text.trim();
    if (asked.length < 2) {
      setFound([]);
      return undefined;
    }
    let stale = false;
    const id = setTimeout(() => {
      store.api("search", { body: { text: asked } }).then(
        (answer) => stale || setFound(answer.patients.slice(0, 6)),
        () => undefined,
      );
    }, PAUSE);
    return () => {
      stale = true;
      clearTimeout(id);
    };
  }, [store, text]);
  return found;
}
