import type { BoardStage } from "@corridor/protocol";

const HUES = 5;

/** Stages take the palette in the order of the board; what ends the way is grey. */
export function hueOf(stages: readonly BoardStage[], id: string): string {
  const index = stages.filter((stage) => !stage.final).findIndex((stage) => stage.id === id);
  return index < 0 ? "var(--stage-final)" : `var(--stage-${(index % HUES) + 1})`;
}
