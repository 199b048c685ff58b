import type { Card, Slot } from "@corridor/protocol";
import { useEffect, useState } from "react";
import { useHead, useTools } from "../board/tools.ts";
import { Button } from "../design/button.tsx";
import { Field } from "../design/field.tsx";
import { dayOf, clockTime, instantOf, localOf, whenOf } from "../design/time.ts";
import styles from "./appointment.module.css";
import panel from "./panel.module.css";

interface Props {
  readonly card: Card;
  readonly onDone: () => void;
}

/** Book, move or cancel: a free slot with one click, or any time by hand. Times are the practice's. */
export function Appointment({ card, onDone }: Props) {
  const tools = useTools();
  const { people, practice } = useHead();
  const zone = practice.timezone;
  const booked = card.appointment;
  const [provider, setProvider] = useState(booked?.provider ?? "");
  const [local, setLocal] = useState(booked ? localOf(zone, booked.start) : "");
  const slots = useFreeSlots(provider, card.location);
  const providers = people.filter((person) => person.roles.includes("provider"));
  const set = (start: string, who: string, slot: string | null, minutes = booked?.minutes ?? 20) => {
    const said = `${booked ? "Moved" : "Booked"} the visit of ${card.patient.display} to ${whenOf(zone, start, Date.now())}`;
    if (booked)
      void tools.store.send(card.id, { type: "appointment.move", start, minutes, provider: who }, said);
    else
      void tools.store.send(card.id, { type: "appointment.book", start, minutes, provider: who, slot }, said);
    onDone();
  };
  const cancel = () => {
    void tools.store.send(
      card.id,
      { type: "appointment.cancel" },
      `Cancelled the visit of ${card.patient.display}`,
    );
    onDone();
  };
  return (
    <section className={panel.panel} aria-label="Appointment">
      <p className={panel.now}>
        {booked
          ? `Booked: ${whenOf(zone, booked.start, Date.now())}, ${booked.minutes} minutes`
          : "No visit booked"}
      </p>
      <Field label="With">
        <select value={provider} onChange={({ target }) => setProvider(target.value)}>
          <option value="">Anybody</option>
          {(providers.length > 0 ? providers : people).map(({ id, display }) => (
            <option key={id} value={id}>
              {display}
            </option>
          ))}
        </select>
      </Field>
      <Slots
        slots={slots}
        zone={zone}
        onPick={(slot) => set(slot.start, slot.provider, slot.id, slot.minutes)}
      />
      <div className={styles.byHand}>
        <Field label={`Another time (${zone.split("/").at(-1)?.replaceAll("_", " ")})`}>
          <input type="datetime-local" value={local} onChange={({ target }) => setLocal(target.value)} />
        </Field>
        <Button
          disabled={local === "" || provider === ""}
          onClick={() => set(instantOf(zone, local), provider, null)}
        >
          {booked ? "Move" : "Book"}
        </Button>
        {booked && <Button onClick={cancel}>Cancel visit</Button>}
      </div>
    </section>
  );
}

function Slots({
  slots,
  zone,
  onPick,
}: {
  readonly slots: readonly Slot[] | null;
  readonly zone: string;
  readonly onPick: (slot: Slot) => void;
}) {
  if (slots === null) return <p className={styles.none}>Looking for free times…</p>;
  if (slots.length === 0) return <p className={styles.none}>No free time is open in the next two weeks.</p>;
  return (
    <ul className={styles.slots} aria-label="Free times">
      {slots.slice(0, 9).map((slot) => (
        <li key={slot.id}>
          <button type="button" className={styles.slot} onClick={() => onPick(slot)}>
            <span className={styles.day}>{dayOf(zone, slot.start)}</span> {clockTime(zone, slot.start)}
          </button>
        </li>
      ))}
    </ul>
  );
}

const FORTNIGHT = 14 * 86_400_000;

function useFreeSlots(provider: string, location: string): readonly Slot[] | null {
  const { store } = useTools();
  const [slots, setSlots] = useState<readonly Slot[] | null>(null);
  useEffect(() => {
    let stale = false;
    const now = Date.now();
    const query = {
      from: new Date(now).toISOString(),
      until: new Date(now + FORTNIGHT).toISOString(),
      location,
      free: "1",
    };
    store.api("slots", { query: { ...query, provider: provider || undefined } }).then(
      (answer) => stale || setSlots(answer.slots.filter((slot) => slot.takenBy === null)),
      () => stale || setSlots([]),
    );
    return () => {
      stale = true;
    };
  }, [store, provider, location]);
  return slots;
}
