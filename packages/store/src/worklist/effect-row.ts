import type { Effect } from "@corridor/engine/ports";

export const effectColumns = "effect_key, kind, subject_kind, subject_id, event, body, path, depth";

export interface EffectRow {
  readonly effect_key: string;
  readonly kind: Effect["kind"];
  readonly subject_kind: Effect["subject"]["kind"];
  readonly subject_id: string;
  readonly event: string;
  readonly body: Effect["body"];
  readonly path: readonly string[];
  readonly depth: number;
}

export function toEffect(row: EffectRow): Effect {
  const { effect_key: key, kind, subject_kind, subject_id, event, body, path, depth } = row;
  return { key, kind, subject: { kind: subject_kind, id: subject_id }, event, body, path, depth };
}
