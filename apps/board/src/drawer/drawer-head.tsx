import type { CardSummary } from "@corridor/domain/board";
import type { Card, CardEscalation } from "@corridor/protocol";
import { Siren, X, Zap } from "lucide-react";
import { hueOf } from "../board/column/hues.ts";
import { useHead, useTools } from "../board/tools.ts";
import { dueOf } from "../card/due.ts";
import { ownerName } from "../card/owner.tsx";
import { Button } from "../design/button.tsx";
import { Chip } from "../design/chip.tsx";
import { cx } from "../design/cx.ts";
import { whenOf } from "../design/time.ts";
import { useNow } from "../design/use-now.ts";
import { spoken } from "../design/words.ts";
import styles from "./drawer-head.module.css";

interface Props {
  readonly summary: CardSummary;
  readonly card: Card | null;
}

/** Who it is, where the card stands and what is urgent about it. */
export function DrawerHead({ summary, card }: Props) {
  const tools = useTools();
  const { stages, people, practice, locations } = useHead();
  const now = useNow();
  const due = dueOf(summary, now, practice.timezone);
  const here = stages.find((stage) => stage.id === summary.stage);
  const visit =
    summary.appointmentStart && `visit ${whenOf(practice.timezone, summary.appointmentStart, now)}`;
  const provider = card?.appointment && people.find((p) => p.id === card.appointment?.provider)?.display;
  const sentence = [
    here?.name,
    spoken(summary.state),
    summary.waitingFor?.sentence,
    visit && provider ? `${visit} with ${provider}` : visit,
  ];
  return (
    <header className={styles.head}>
      <div className={styles.top}>
        <div className={styles.chips}>
          {due && (
            <Chip tone={due.tone} icon={due.icon}>
              {due.text}
            </Chip>
          )}
          {card?.escalations.map((escalation) => (
            <Chip
              key={escalation.policy}
              tone={escalation.acknowledgedBy === null ? "blocked" : "plain"}
              icon={Siren}
            >
              {escalationIn(escalation)}
            </Chip>
          ))}
          {summary.automated && (
            <Chip tone="info" icon={Zap}>
              Automated
            </Chip>
          )}
          <Chip>{locations.find((l) => l.id === summary.location)?.name ?? spoken(summary.location)}</Chip>
        </div>
        <span className={styles.keys}>
          <kbd>J</kbd>
          <kbd>K</kbd>
          <Button
            kind="quiet"
            icon
            aria-label="Close the card (Esc)"
            title="Close (Esc)"
            className={styles.close}
            onClick={() => tools.open.set(null)}
          >
            <X size={16} aria-hidden />
          </Button>
        </span>
      </div>
      <h2 className={styles.name}>{summary.patient.display}</h2>
      <p className={styles.sentence}>{unique(sentence).join(" · ")}</p>
      <p className={styles.owner}>
        {spoken(summary.type)} · {ownerName(summary.assignee, people)}
      </p>
      <Way stage={summary.stage} />
    </header>
  );
}

/** "Escalated, level 2: the payer does not know this member". */
function escalationIn({ level, acknowledgedBy, exhausted, reason }: CardEscalation): string {
  const how = exhausted ? "everybody was told" : `level ${level + 1}`;
  return `${acknowledgedBy === null ? `Escalated, ${how}` : "Escalation seen"}${reason && `: ${reason}`}`;
}

const unique = (parts: readonly (string | null | undefined)[]): string[] => [
  ...new Set(parts.filter((part): part is string => !!part)),
];

/** The stages as segments: passed, here, still to come. */
function Way({ stage }: { readonly stage: string }) {
  const { stages } = useHead();
  const way = stages.filter((s) => !s.final);
  const at = way.findIndex((s) => s.id === stage);
  const done = at < 0;
  return (
    <ol className={styles.way} aria-label="Stages">
      {way.map(({ id, name }, index) => (
        <li
          key={id}
          className={cx(styles.segment, (done || index < at) && styles.passed, index === at && styles.here)}
          style={{ "--stage": hueOf(stages, id) } as React.CSSProperties}
          title={name}
          aria-current={index === at ? "step" : undefined}
        >
          <span className="hidden-text">{name}</span>
        </li>
      ))}
    </ol>
  );
}
