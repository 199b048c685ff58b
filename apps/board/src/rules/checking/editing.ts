import * as editing from "@corridor/rules/editing";
import type { Completions, Hover, Spot } from "./questions.ts";

export const completionsAt = ({ files, file, offset }: Spot): Completions | null =>
  editing.completionsAt(files, file, offset);

export const hoverAt = ({ files, file, offset }: Spot): Hover | null => editing.hoverAt(files, file, offset);
