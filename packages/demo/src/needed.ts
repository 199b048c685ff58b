import type { Command } from "@corridor/domain";

/**
 * Whether a step still has something to do. Rules may have moved the card first: then the demo's own move would only
 * shuffle the column.
 */
export function isNeeded(
  command: Command,
  card: { readonly stage: string; readonly state: string } | null,
): boolean {
  if (command.type !== "move" || card === null) return true;
  const [stage, state = card.state] = command.to.split(".");
  return stage !== card.stage || state !== card.state;
}
