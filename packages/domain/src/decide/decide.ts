import type { Card } from "../card.ts";
import type { CardCommand, CommandOf } from "../commands.ts";
import { event } from "../events.ts";
import { reject } from "../rejection.ts";
import type { Decided, World } from "../world.ts";
import { book, cancel, confirm, noShow, rebook } from "./appointment.ts";
import { assign } from "./assign.ts";
import { comment } from "./comment.ts";
import { create } from "./create.ts";
import { answer, call, message, notify } from "./effect.ts";
import { ack, escalate, resolve } from "./escalation.ts";
import { importCard } from "./import.ts";
import { label } from "./label.ts";
import { migrate } from "./migrate.ts";
import { move } from "./move.ts";
import { cancelRule, emit, raise } from "./raise.ts";
import { accept, decline, expire, make } from "./offer.ts";
import { patientChanged } from "./patient-changed.ts";
import { press } from "./press.ts";
import { redrive } from "./redrive.ts";
import { set } from "./set.ts";
import { addTask, doneTask } from "./task.ts";
import { handle } from "./timer.ts";
import { undo } from "./undo.ts";

/** What a rule that starts on no card may ask: nothing that would need one. */
export function decideWithoutCard(command: CardCommand): Decided {
  if (command.type === "notify") return notify(command);
  if (command.type === "emit") return emit(command);
  if (command.type === "select") return wanted(command);
  return reject("card_unknown", "There is no such card");
}

const wanted = ({ effect, rule, selection, given }: CommandOf<"select">): Decided => [
  event("cards.wanted", { effect, rule, selection, given }),
];

/**
 * What a command makes of a card: events, none when it changes nothing, or a refusal. Pure: whatever it must know
 * of the world it reads from `world`.
 */
export function decide(id: string, card: Card | null, command: CardCommand, world: World): Decided {
  if (command.type === "import") return importCard(id, card, command, world);
  if (command.type === "create")
    return card ? reject("card_exists", "There is already such a card") : create(id, command, world);
  return card ? decideFor(card, command, world) : reject("card_unknown", "There is no such card");
}

type Standing = Exclude<CardCommand, { type: "create" | "import" }>;

function decideFor(card: Card, command: Standing, world: World): Decided {
  switch (command.type) {
    case "move":
      return move(card, command, world);
    case "set":
      return set(card, command, world);
    case "assign":
      return assign(card, command, world);
    case "label":
      return label(card, command);
    case "task.add":
      return addTask(card, command, world);
    case "task.done":
      return doneTask(card, command);
    case "comment":
      return comment(card, command, world);
    case "appointment.book":
      return book(card, command, world);
    case "appointment.move":
      return rebook(card, command, world);
    case "appointment.cancel":
      return cancel(card, command);
    case "appointment.confirm":
      return confirm(card);
    case "appointment.no-show":
      return noShow(card);
    case "offer.make":
      return make(card, command, world);
    case "offer.accept":
      return accept(card, command, world);
    case "offer.decline":
      return decline(card, command, world);
    case "offer.expire":
      return expire(card, command, world);
    case "ack":
      return ack(card, command, world);
    case "undo":
      return undo(card, command, world);
    case "message":
      return message(command);
    case "notify":
      return notify(command);
    case "call":
      return call(command);
    case "answer":
      return answer(card, command);
    case "escalate":
      return escalate(card, command, world);
    case "resolve":
      return resolve(card, command);
    case "press":
      return press(command, world);
    case "timer.skip":
    case "timer.ring":
      return handle(command, world);
    case "redrive":
      return redrive({ kind: "card", id: card.id }, command, world);
    case "raise":
      return raise(card, command, world);
    case "emit":
      return emit(command);
    case "select":
      return wanted(command);
    case "cancel":
      return cancelRule(command);
    case "migrate":
      return migrate(card, command, world);
    case "patient-changed":
      return patientChanged(command);
  }
}
