import type { CardSummary } from "@corridor/domain/board";
import type { BoardStage, PersonHead } from "@corridor/protocol";
import { Zap } from "lucide-react";
import { memo } from "react";
import { Chip } from "../design/chip.tsx";
import { cx } from "../design/cx.ts";
import { spanOf, whenOf } from "../design/time.ts";
import { useNow } from "../design/use-now.ts";
import { spoken } from "../design/words.ts";
import styles from "./card-face.module.css";
import { ageOf, dueOf } from "./due.ts";
import { fitting } from "./fitting.ts";
import { Owner } from "./owner.tsx";

/** Beside what is due there is room for the short word only. */
const automatedWord = (due: boolean): string => (due ? "Auto" : "Automated");

export interface CardFaceProps {
  readonly card: CardSummary;
  readonly stage: BoardStage | undefined;
  readonly people: readonly PersonHead[];
  readonly zone: string;
}

/** What the card waits for; if nothing, where it stands and when the visit is. */
export function sentenceOf(card: CardSummary, now: number, zone: string): string {
  if (card.waitingFor) return card.waitingFor.sentence;
  const visit = card.appointmentStart;
  return visit === null || Date.parse(visit) < now
    ? spoken(card.state)
    : `${spoken(card.state)} · ${whenOf(zone, visit, now)}`;
}

/** A card as the board shows it. Few nodes: the clock and the ageing bar are drawn by CSS alone. */
export const CardFace = memo(function CardFace({ card, stage, people, zone }: CardFaceProps) {
  const now = useNow();
  const due = dueOf(card, now, zone);
  const age = ageOf(card.enteredStageAt, stage?.ageing?.p85, now);
  const sentence = sentenceOf(card, now, zone);
  const automated = automatedWord(due !== null);
  const fixed = [...(due ? [due.text] : []), ...(card.automated ? [automated] : [])];
  const { labels, more } = fitting(card.labels.map(spoken), fixed);
  return (
    <div
      className={cx(
        styles.face,
        due?.tone === "breach" && styles.breach,
        due?.tone === "warn" && styles.warn,
        (age ?? 0) > 1 && styles.old,
      )}
      style={{ "--age": age === null ? "0" : `${Math.min(1, age) * 100}%` } as React.CSSProperties}
      data-aged={age !== null}
    >
      <div className={styles.row}>
        <span className={styles.name}>{card.patient.display}</span>
        <span className={styles.elapsed}>{spanOf(now - Date.parse(card.enteredStageAt))}</span>
      </div>
      <div className={styles.row}>
        <span className={styles.sentence} title={sentence}>
          {sentence}
        </span>
        <Owner assignee={card.assignee} people={people} />
      </div>
      <div className={styles.chips}>
        {due && (
          <Chip tone={due.tone} icon={due.icon}>
            {due.text}
          </Chip>
        )}
        {card.automated && (
          <Chip tone="info" icon={Zap}>
            {automated}
          </Chip>
        )}
        {labels.map((label) => (
          <Chip key={label}>{label}</Chip>
        ))}
        {more > 0 && (
          <span className={styles.more} title={card.labels.slice(labels.length).map(spoken).join(", ")}>
            +{more}
          </span>
        )}
      </div>
    </div>
  );
});
