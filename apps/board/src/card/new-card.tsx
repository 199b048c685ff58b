import { isRefusal } from "@corridor/client";
import { type FormEvent, useState } from "react";
import { useHead, useTools } from "../board/tools.ts";
import { Button } from "../design/button.tsx";
import { Dialog } from "../design/dialog.tsx";
import { Field } from "../design/field.tsx";
import { spoken } from "../design/words.ts";
import styles from "./new-card.module.css";
import { PatientPicker, type Picked, type Unknown } from "./patient-picker.tsx";

/** A patient, what it is about and where: the beginning of a card's way. */
export function NewCard() {
  const tools = useTools();
  const { types, locations } = useHead();
  const [picked, setPicked] = useState<Picked | null>(null);
  const [type, setType] = useState(types[0] ?? "visit");
  const [location, setLocation] = useState(tools.filter.get().location ?? locations[0]?.id ?? "");
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const once = useKeys();
  const close = () => tools.dialog.set(null);
  const create = async (event: FormEvent) => {
    event.preventDefault();
    if (!picked) return;
    setBusy(true);
    try {
      const patient = "id" in picked ? picked.id : await newPatient(picked);
      const body = { type, location, patient, fields: {} };
      const card = await once(body, (key) => tools.store.create(body, key));
      tools.open.set(card.id);
      close();
    } catch (error) {
      setRefused(
        isRefusal(error)
          ? error.message
          : "The server could not be reached. Try again: it is made once only.",
      );
      setBusy(false);
    }
  };
  /** Once made, the patient is somebody the practice knows, whatever becomes of the card. */
  const newPatient = async ({ first, last, display }: Unknown) => {
    const body = { fields: { first_name: first, last_name: last } };
    const { id } = await once(body, (key) =>
      tools.store.api("createPatient", { body, headers: { "idempotency-key": key } }),
    );
    setPicked({ id, display });
    return id;
  };
  return (
    <Dialog title="New card" onClose={close}>
      <form className={styles.form} onSubmit={(event) => void create(event)}>
        <PatientPicker picked={picked} onPick={setPicked} />
        <div className={styles.pair}>
          <Field label="About">
            <select value={type} onChange={({ target }) => setType(target.value)}>
              {types.map((name) => (
                <option key={name} value={name}>
                  {spoken(name)}
                </option>
              ))}
            </select>
          </Field>
          <Field label="Location">
            <select value={location} onChange={({ target }) => setLocation(target.value)}>
              {locations.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </Field>
        </div>
        {refused !== null && (
          <p className={styles.refused} role="alert">
            {refused}
          </p>
        )}
        <div className={styles.end}>
          <Button onClick={close}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={!picked || busy}>
            Create card
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type Keyed = <T>(body: unknown, ask: (key: string) => Promise<T>) => Promise<T>;

/** One key for each thing this dialog asks for, until it is refused: then what is asked next is another request. */
function useKeys(): Keyed {
  const { store } = useTools();
  const [keys] = useState(() => new Map<string, string>());
  return async (body, ask) => {
    const what = JSON.stringify(body);
    const key = keys.get(what) ?? store.newKey();
    keys.set(what, key);
    try {
      return await ask(key);
    } catch (error) {
      if (isRefusal(error) && error.status < 500) keys.delete(what);
      throw error;
    }
  };
}
