import { type FormEvent, useState } from "react";
import { useHead, useTools } from "../board/tools.ts";
import { Button } from "../design/button.tsx";
import { Dialog } from "../design/dialog.tsx";
import { Field } from "../design/field.tsx";
import { spoken } from "../design/words.ts";
import styles from "./new-card.module.css";
import { PatientPicker, type Picked } from "./patient-picker.tsx";

/** A patient, what it is about and where: the beginning of a card's way. */
export function NewCard() {
  const tools = useTools();
  const { types, locations } = useHead();
  const [picked, setPicked] = useState<Picked | null>(null);
  const [type, setType] = useState(types[0] ?? "visit");
  const [location, setLocation] = useState(tools.filter.get().location ?? locations[0]?.id ?? "");
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const close = () => tools.dialog.set(null);
  const create = async (event: FormEvent) => {
    event.preventDefault();
    if (!picked) return;
    setBusy(true);
    try {
      const patient = "id" in picked ? picked.id : await newPatient(picked);
      const card = await tools.store.create({ type, location, patient, fields: {} });
      tools.open.set(card.id);
      close();
    } catch (error) {
      setRefused(error instanceof Error ? error.message : "That did not work");
      setBusy(false);
    }
  };
  const newPatient = async ({ first, last }: { readonly first: string; readonly last: string }) =>
    (await tools.store.api("createPatient", { body: { fields: { first_name: first, last_name: last } } })).id;
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
