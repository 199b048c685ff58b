import { columnsOf, entryOf, gapFor, legalMoves, rankBetween, stageOf } from "@corridor/domain/board";
import type { CardSummary } from "@corridor/domain/board";
import type { Command, CommandAnswer } from "@corridor/protocol";
import { lifecycle, refusedAt } from "./lifecycle.ts";
import { append, type Doer, type MoveCommand, type Practice } from "./practice.ts";

export interface Refused {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
}

/** What the real authority does to a card, as far as a screen can tell the difference. */
export function execute(
  practice: Practice,
  id: string,
  command: Command,
  key: string,
  by: Doer,
): CommandAnswer | Refused {
  const card = practice.cards.get(id);
  if (!card) return { status: 404, code: "card_unknown", detail: "There is no such card" };
  const planned = plan(practice, card, command);
  if ("status" in planned) return planned;
  practice.undoable.set(`${key}/0`, card);
  const events = append(practice, by, key, planned.card, planned.events);
  const after = practice.cards.get(id) as CardSummary;
  return { seq: practice.seq, version: after.version, card: after, events: [...events] };
}

interface Planned {
  readonly card: CardSummary;
  readonly events: readonly { type: string; data: Record<string, unknown> }[];
}

const one = (card: CardSummary, type: string, data: Record<string, unknown>): Planned => ({
  card,
  events: [{ type, data }],
});

function plan(practice: Practice, card: CardSummary, command: Command): Planned | Refused {
  switch (command.type) {
    case "move":
      return move(practice, card, command);
    case "assign":
      return one({ ...card, assignee: command.to ?? null }, "card.assigned", {
        to: { person: command.to ?? null, role: null },
      });
    case "comment":
      listOf(practice.comments, card.id).push({
        id: `k${practice.seq}`,
        text: String(command.text),
        at: new Date().toISOString(),
        by: "jo",
        display: "Jo Lindqvist",
      });
      return one(card, "card.commented", { text: String(command.text) });
    case "task.add":
      listOf(practice.tasks, card.id).push({
        id: `t${practice.seq}`,
        title: String(command.title),
        due: command.due ?? null,
        role: null,
        done: false,
      });
      return one(card, "task.added", { title: String(command.title) });
    case "task.done":
      for (const task of listOf(practice.tasks, card.id)) if (task.id === command.task) task.done = true;
      return one(card, "task.done", { task: command.task });
    case "set":
      practice.fields.set(card.id, {
        ...practice.fields.get(card.id),
        ...(command.fields as Record<string, string>),
      });
      return one(
        card,
        "card.changed",
        Object.entries(command.fields).map(([field, to]) => ({ field, from: null, to }))[0] ?? {},
      );
    case "appointment.book":
    case "appointment.move": {
      const { start, minutes = 20, provider = "okafor" } = command;
      practice.appointments.set(card.id, { id: `a-${card.id}`, start, minutes, provider, slot: null });
      const next = {
        ...card,
        appointmentStart: start,
        refused: {},
        ...(card.stage === "scheduling" && { state: "booked" }),
      };
      return one(next, command.type === "appointment.book" ? "appointment.booked" : "appointment.moved", {
        start,
        minutes,
        provider,
      });
    }
    case "appointment.cancel":
      practice.appointments.delete(card.id);
      return one({ ...card, appointmentStart: null }, "appointment.cancelled", {});
    case "label":
      return one(
        {
          ...card,
          labels: [...card.labels.filter((l) => !command.remove?.includes(l)), ...(command.add ?? [])],
        },
        "card.labelled",
        { added: command.add ?? [], removed: command.remove ?? [] },
      );
    case "undo": {
      const before = practice.undoable.get(command.event);
      if (!before) return { status: 422, code: "event_unknown", detail: "This card has no such event" };
      return one({ ...before, version: card.version }, "card.undone", { event: command.event });
    }
    default:
      return one(card, `card.${command.type}`, {});
  }
}

function move(practice: Practice, card: CardSummary, command: MoveCommand): Planned | Refused {
  const columns = columnsOf(practice.cards.values());
  const because = legalMoves(lifecycle, card, (stage) => columns.get(stage.id)?.length ?? 0)[command.to];
  if (because)
    return { status: because.includes("is full") ? 409 : 422, code: "guard_refused", detail: because };
  const stage = stageOf(lifecycle, command.to);
  if (!stage) return { status: 422, code: "place_unknown", detail: `There is no stage called ${command.to}` };
  const others = (columns.get(stage.id) ?? []).filter((other) => other.id !== card.id);
  const rank = rankBetween(gapFor(others, command.after ?? null, command.before ?? null));
  const from = { stage: card.stage, state: card.state };
  if (stage.id === card.stage) return one({ ...card, rank }, "card.moved", { from, to: from });
  const state = entryOf(lifecycle, card.stage, stage);
  const to = { stage: stage.id, state };
  const moved = {
    ...card,
    ...to,
    rank,
    refused: refusedAt(stage.id, state),
    enteredStageAt: new Date().toISOString(),
    automated: false,
    waitingFor: null,
  };
  return {
    card: moved,
    events: [
      { type: "card.moved", data: { from, to } },
      { type: "card.entered", data: { ...to, from } },
    ],
  };
}

function listOf<T>(map: Map<string, T[]>, id: string): T[] {
  const known = map.get(id) ?? [];
  map.set(id, known);
  return known;
}
