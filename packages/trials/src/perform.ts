import { type Actor, isRef, type Subject, type Text } from "@corridor/domain";
import type { Executed } from "@corridor/engine";
import type { Deed, Trial } from "@corridor/rules/suites";
import { PRACTICE, type World } from "./world.ts";

/** Does what a step says. Returns why it was refused, or null. */
export async function perform(world: World, deed: Deed, trial: Trial): Promise<string | null> {
  const actor = actorOf(deed.as, trial);
  const card = (id: string): Subject => ({ kind: "card", id });
  switch (deed.kind) {
    case "restart":
      world.restart();
      return null;
    case "activate":
      await world.activate(deed.ruleset);
      return null;
    case "card":
      return refusalOf(await world.ask(card(deed.card), deed.command, actor));
    case "create":
      return refusalOf(await world.place(deed.card));
    case "record":
      return refusalOf(await world.ask({ kind: "person", id: deed.id }, deed.command, actor));
    case "patient": {
      const row = await world.store.card(PRACTICE, deed.card);
      if (!row) return `There is no card ${deed.card}`;
      const subject: Subject = { kind: "patient", id: row.card.patient };
      const refused = refusalOf(
        await world.ask(subject, { type: "patient.update", fields: deed.fields }, actor),
      );
      if (refused !== null || deed.command === null) return refused;
      return refusalOf(await world.ask(card(deed.card), deed.command, actor));
    }
    case "event": {
      // Another system has an account and a role, as a person has, and is none.
      const { name, data } = deed;
      const outside: Actor = deed.as === null ? OUTSIDE : { ...actor, kind: "api" };
      return refusalOf(await world.ask(card(deed.card), { type: "raise", name, data }, outside));
    }
    case "task-done": {
      const task = await taskOf(world, deed.card, deed.title);
      if (task === null) return `There is no open task “${deed.title}”`;
      return refusalOf(await world.ask(card(deed.card), { type: "task.done", task }, actor));
    }
    case "reply": {
      const row = await world.store.card(PRACTICE, deed.card);
      const asked = Object.entries(row?.card.calls ?? {}).find(
        ([, { connector, op }]) => `${connector}.${op}` === deed.call,
      );
      if (!asked) return `No call of ${deed.call} waits for an answer`;
      const { reply, error } = deed;
      return refusalOf(
        await world.ask(card(deed.card), {
          type: "answer",
          effect: asked[0],
          reply: reply && { ...reply },
          error,
        }),
      );
    }
  }
}

const OUTSIDE: Actor = { kind: "api", id: "another system", role: "system" };

const refusalOf = (done: Executed): string | null => (done.ok ? null : done.because);

/** Whoever is named: a person of the staff in their first role, or somebody in a role. Else the first of the staff. */
function actorOf(as: string | null, { staff }: Trial): Actor {
  const member = staff.find(({ id }) => id === as) ?? (as === null ? staff[0] : undefined);
  if (member) return { kind: "user", id: member.id, role: member.roles[0] ?? "staff" };
  return { kind: "user", id: as ?? "staff", role: as ?? "staff" };
}

async function taskOf({ store }: World, card: string, title: string): Promise<string | null> {
  const tasks = (await store.card(PRACTICE, card))?.card.tasks ?? [];
  const texts = await store.unseal(
    PRACTICE,
    tasks.flatMap((task) => task.title.filter(isRef)),
  );
  const read = (text: Text): string =>
    text.map((part) => (typeof part === "string" ? part : (texts.get(part.ref) ?? ""))).join("");
  return tasks.find((task) => !task.done && read(task.title) === title)?.id ?? null;
}
