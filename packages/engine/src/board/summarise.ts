import { mayMove, stageOf, type Card } from "@corridor/domain";
import type { CardSummary } from "@corridor/domain/board";
import { type Ruleset, standsStill } from "@corridor/rules";
import type { CardRow } from "../ports/history.ts";
import { FactReader, factsAtHand, MissingFacts } from "../step/fact-reader.ts";

/** For whom a summary is made: the role decides guards that ask for it; `display` is the name as the viewer may see it. */
export interface Viewed {
  readonly role: string;
  readonly display: string;
  readonly now: string;
}

/** Worn, as a label, by every card on which people are being told because nobody has acted. */
const ESCALATED = "escalated";

/** A card as the board shows it to one kind of viewer. */
export function summarise({ card, timers }: CardRow, ruleset: Ruleset, viewed: Viewed): CardSummary {
  const refused = refusals(card, ruleset, viewed);
  const [waiting] = Object.entries(refused);
  const still = timers.find(standsStill);
  const waits = still && ruleset.rule(still.rule)?.triggers[still.trigger]?.waits;
  return {
    id: card.id,
    version: card.version,
    stage: card.stage,
    state: card.state,
    rank: card.rank,
    type: card.type,
    location: card.location,
    patient: { id: card.patient, display: viewed.display },
    assignee: card.assignee ?? (card.role === null ? null : `role:${card.role}`),
    labels: card.escalations.length > 0 ? [...new Set([...card.labels, ESCALATED])] : card.labels,
    due: earliest([
      ...card.tasks.filter((task) => !task.done).map((task) => task.due),
      ...timers.filter((timer) => timer.since !== null).map((timer) => timer.due),
      awaitsAppointment(card, ruleset) ? (card.appointment?.start ?? null) : null,
    ]),
    waitingFor: waits
      ? { code: "pause", sentence: waits }
      : waiting
        ? { code: "guard_refused", sentence: waiting[1] }
        : null,
    enteredStageAt: card.enteredStageAt,
    appointmentStart: card.appointment?.start ?? null,
    refused,
    automated: card.movedBy.kind === "rule",
  };
}

/** For each stage a guard would keep this viewer from moving the card to, the sentence. In the lifecycle's order. */
function refusals(card: Card, ruleset: Ruleset, { role, now }: Viewed): Record<string, string> {
  const { lifecycle } = ruleset;
  const actor = { kind: "user" as const, id: "viewer", role };
  const env = { now, card, actor, event: null, trigger: null, facts: new FactReader(factsAtHand({})) };
  const verdict = (guard: string) => {
    try {
      return ruleset.guard(guard, env);
    } catch (stopped) {
      // A guard that asks the world is answered at the drop; on the board it is not foretold.
      if (stopped instanceof MissingFacts) return { ok: true as const };
      throw stopped;
    }
  };
  const guarded = stageOf(lifecycle, card.stage)?.moves.filter((move) => move.guard !== null) ?? [];
  return Object.fromEntries(
    guarded.flatMap((move) => {
      const to = { stage: move.to, state: move.enter[0] ?? move.to };
      const refusal = mayMove(lifecycle, card, to, verdict);
      return refusal ? [[move.to, refusal.because] as const] : [];
    }),
  );
}

function earliest(instants: readonly (string | null)[]): string | null {
  return instants.reduce((first, at) => (at !== null && (first === null || at < first) ? at : first), null);
}

/** Where no stage says what it waits for, an appointment always counts: nobody has said when it is past. */
function awaitsAppointment({ stage }: Card, { lifecycle }: Ruleset): boolean {
  const said = lifecycle.stages.filter((one) => one.awaits === "appointment");
  return said.length === 0 || said.some((one) => one.id === stage);
}
