import type { Card, CardOffer } from "@corridor/protocol";
import { useHead, useTools } from "../board/tools.ts";
import { Button } from "../design/button.tsx";
import { whenOf } from "../design/time.ts";
import { useNow } from "../design/use-now.ts";
import styles from "./offers.module.css";
import panel from "./panel.module.css";
import { useNames } from "./use-names.ts";

/** What the patient was asked about and has not answered; whoever speaks with them answers for them. */
export function Offers({ card }: { readonly card: Card }) {
  if (card.offers.length === 0) return null;
  return (
    <section className={panel.panel} aria-label="Offered to the patient">
      {card.offers.map((offer) => (
        <Offer key={offer.slot} card={card.id} patient={card.patient.display} offer={offer} />
      ))}
    </section>
  );
}

interface Props {
  readonly card: string;
  readonly patient: string;
  readonly offer: CardOffer;
}

function Offer({ card, patient, offer: { slot, start, provider, until } }: Props) {
  const { store } = useTools();
  const { practice, readOnly } = useHead();
  const names = useNames();
  const now = useNow();
  const time = whenOf(practice.timezone, start, now);
  const answer = (type: "offer.accept" | "offer.decline", said: string) =>
    void store.send(card, { type, slot }, said);
  return (
    <>
      <p className={panel.now}>
        Offered: {time} with {names.person(provider)}
        <span className={styles.until}>until {whenOf(practice.timezone, until, now)}</span>
      </p>
      {!readOnly && (
        <div className={styles.answers}>
          <Button onClick={() => answer("offer.accept", `Booked ${patient} for ${time}`)}>
            Patient takes it
          </Button>
          <Button onClick={() => answer("offer.decline", `${patient} does not take ${time}`)}>
            Patient declines
          </Button>
        </div>
      )}
    </>
  );
}
