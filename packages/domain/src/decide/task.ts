import type { Card } from "../card.ts";
import type { CommandOf } from "../commands.ts";
import { event } from "../events.ts";
import { reject } from "../rejection.ts";
import type { Decided, World } from "../world.ts";
import { sealed } from "./sealed.ts";

export function addTask(_card: Card, command: CommandOf<"task.add">, world: World): Decided {
  const { title, due, role } = command;
  if (role && !world.roles.includes(role)) return reject("role_unknown", `There is no role called ${role}`);
  return [
    event("task.added", { task: world.newId(), title: sealed(title), due: due ?? null, role: role ?? null }),
  ];
}

/** Doing a task twice is no event. */
export function doneTask(card: Card, command: CommandOf<"task.done">): Decided {
  const task = card.tasks.find((t) => t.id === command.task);
  if (!task) return reject("task_unknown", "This card has no such task");
  return task.done ? [] : [event("task.done", { task: task.id })];
}
