import type { CardSummary } from "@corridor/domain/board";
import type { Card } from "@corridor/protocol";
import { ArrowRight, CalendarDays, MessageSquare, Siren } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useBoard, useHead, useTools } from "../board/tools.ts";
import { Button } from "../design/button.tsx";
import { fetched } from "../design/fetched.ts";
import styles from "./actions.module.css";

const loadAppointment = () => fetched(() => import("./appointment.tsx"));
const Appointment = lazy(() => loadAppointment().then((m) => ({ default: m.Appointment })));

interface Props {
  readonly summary: CardSummary;
  readonly card: Card | null;
  readonly onComment: () => void;
}

/** What one may do to the card now: the next step first, as far as the lifecycle allows it. */
export function Actions({ summary, card, onComment }: Props) {
  const tools = useTools();
  const { readOnly } = useHead();
  const [booking, setBooking] = useState(false);
  if (readOnly) return null;
  const menu =
    (kind: "move" | "assign") =>
    ({ currentTarget }: { currentTarget: HTMLElement }) =>
      tools.menu.set({ kind, card: summary.id, anchor: currentTarget });
  const unseen = card?.escalations.find((escalation) => escalation.acknowledgedBy === null);
  return (
    <>
      <div className={styles.actions}>
        {unseen && (
          <Button
            kind="primary"
            onClick={() =>
              void tools.store.send(summary.id, { type: "ack", policy: unseen.policy }, "Escalation seen")
            }
          >
            <Siren size={14} aria-hidden /> I am on it
          </Button>
        )}
        {!unseen && <NextStep summary={summary} />}
        <Button data-menu="move" onClick={menu("move")}>
          Move… <kbd>M</kbd>
        </Button>
        <Button data-menu="assign" onClick={menu("assign")}>
          Assign <kbd>A</kbd>
        </Button>
        <Button
          icon
          aria-label="Appointment"
          title="Appointment"
          aria-expanded={booking}
          onClick={() => setBooking(!booking)}
        >
          <CalendarDays size={15} aria-hidden />
        </Button>
        <Button
          icon
          aria-label="Comment"
          title="Comment"
          onClick={() => {
            onComment();
            requestAnimationFrame(() => document.querySelector<HTMLElement>("[data-comment]")?.focus());
          }}
        >
          <MessageSquare size={15} aria-hidden />
        </Button>
        {card?.buttons.map(({ rule, label }) => (
          <Button
            key={rule}
            onClick={() => void tools.store.send(summary.id, { type: "press", rule }, label)}
          >
            {label}
          </Button>
        ))}
      </div>
      {booking && card && (
        <Suspense fallback={null}>
          <Appointment card={card} onDone={() => setBooking(false)} />
        </Suspense>
      )}
    </>
  );
}

/** The first move forward the lifecycle names; refused, it says why instead of doing nothing. */
function NextStep({ summary }: { readonly summary: CardSummary }) {
  const tools = useTools();
  const { lifecycle } = useHead();
  const verdicts = useBoard((snapshot) => snapshot.columns) && tools.store.verdicts(summary);
  const here = lifecycle.stages.find((stage) => stage.id === summary.stage);
  const next = lifecycle.stages.find((stage) => stage.id === here?.moves[0]?.to);
  if (!next || here?.final) return null;
  const because = verdicts[next.id];
  return (
    <Button
      kind={because ? "plain" : "primary"}
      aria-disabled={because ? true : undefined}
      title={because ?? `Move to ${next.name}`}
      onClick={() => tools.store.move(summary.id, { to: next.id, after: null, before: null })}
    >
      {next.name} <ArrowRight size={14} aria-hidden />
    </Button>
  );
}
