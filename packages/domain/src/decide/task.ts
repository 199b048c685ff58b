import type { Card } from "../card.ts";
import type { CommandOf } from "../commands.ts";
import { event } from "../events.ts";
import { reject } from "../rejection.ts";
import type { Decided, World } from "../world.ts";
import { sealed } from "./sealed.ts";

export function addTask(_card: Card, command: CommandOf<"task.add">, world: World): Decided {
  const { title, due = null, role = null, checklist = null } = command;
  if (role && !world.roles.includes(role)) return reject("role_unknown", `There is no role called ${role}`);
  return [event("task.added", { task: world.newId(), title: sealed(title), due, role, checklist })];
}

/** Doing a task twice is no event. With the last of a checklist the checklist is done. */
export function doneTask(card: Card, command: CommandOf<"task.done">): Decided {
  const task = card.tasks.find((t) => t.id === command.task);
  if (!task) return reject("task_unknown", "This card has no such task");
  if (task.done) return [];
  const { id, title, checklist } = task;
  const done = event("task.done", { task: id, title, checklist: checklist ?? null });
  const open = card.tasks.some((other) => other.checklist === checklist && other.id !== id && !other.done);
  return checklist === undefined || open ? [done] : [done, event("checklist.done", { checklist })];
}
