import { drop, putBack } from "./lift.ts";
import type { BoardTools, Lifted, Target } from "../tools.ts";
import { focusSoon } from "../walk.ts";

// The keyboard's drag: the same target, the same verdicts and the same drop as the pointer's, one step at a time.

/** Up or down within the column it is over; 0 says where it is. */
export function carry(tools: BoardTools, step: number): boolean {
  const lifted = tools.lifted.get();
  if (!lifted) return false;
  const target = tools.target.get() ?? home(tools, lifted);
  const shown = tools.grips.get(target.stage)?.shown() ?? [];
  const own = target.stage === lifted.card.stage ? shown.findIndex((card) => card.id === lifted.card.id) : -1;
  // In its own column the lines before and after the card are one place.
  const skip =
    own >= 0 && ((step > 0 && target.line === own) || (step < 0 && target.line === own + 1)) ? step : 0;
  const line = Math.min(shown.length, Math.max(0, target.line + step + skip));
  return aim(tools, lifted, { stage: target.stage, line });
}

/** Into the next column, whether or not it would take the card: a refusal is worth hearing. */
export function carryAcross(tools: BoardTools, step: 1 | -1): boolean {
  const lifted = tools.lifted.get();
  const stages = tools.store.getSnapshot().head?.stages ?? [];
  if (!lifted) return false;
  const target = tools.target.get() ?? home(tools, lifted);
  const next = stages[stages.findIndex((stage) => stage.id === target.stage) + step];
  if (!next) return true;
  const count = tools.grips.get(next.id)?.shown().length ?? 0;
  return aim(
    tools,
    lifted,
    next.id === lifted.card.stage
      ? home(tools, lifted)
      : { stage: next.id, line: Math.min(target.line, count) },
  );
}

export function letGo(tools: BoardTools): boolean {
  const [lifted, target] = [tools.lifted.get(), tools.target.get()];
  if (!lifted) return false;
  const because = target ? lifted.verdicts[target.stage] : null;
  const stayed = target === null || !drop(tools, null);
  if (target === null) putBack(tools);
  tools.said.set(
    because ? `Not moved: ${because}` : stayed ? "Put back" : `Dropped: ${whereIs(tools, lifted, target)}`,
  );
  focusSoon(lifted.card.id);
  return true;
}

function aim(tools: BoardTools, lifted: Lifted, target: Target): boolean {
  tools.target.set(target);
  const grip = tools.grips.get(target.stage);
  grip?.scrollTo(Math.min(target.line, Math.max(0, grip.shown().length - 1)));
  grip?.section.scrollIntoView({ block: "nearest", inline: "nearest" });
  tools.said.set(whereIs(tools, lifted, target));
  return true;
}

function home(tools: BoardTools, { card }: Lifted): Target {
  const shown = tools.grips.get(card.stage)?.shown() ?? [];
  return {
    stage: card.stage,
    line: Math.max(
      0,
      shown.findIndex((other) => other.id === card.id),
    ),
  };
}

/** "Wei Zhang: Scheduling, position 3", or why not. */
function whereIs(tools: BoardTools, { card, verdicts }: Lifted, { stage, line }: Target): string {
  const name = tools.store.getSnapshot().head?.stages.find((s) => s.id === stage)?.name ?? stage;
  const because = verdicts[stage];
  if (because) return `${card.patient.display}: ${name} not allowed: ${because}`;
  const shown = tools.grips.get(stage)?.shown() ?? [];
  const own = shown.findIndex((other) => other.id === card.id);
  const position = own >= 0 && own < line ? line : line + 1;
  return `${card.patient.display}: ${name}, position ${position} of ${own >= 0 ? shown.length : shown.length + 1}`;
}
