import type { CardChange as Change, CardSummary as Summary } from "@corridor/domain/board";
import * as z from "zod/mini";
import { Id, Instant, Version, Word } from "./values.ts";

/** A card as the board shows it. At most some 400 bytes: no notes, no attachments, no free fields. */
export const CardSummary = z.object({
  id: Id,
  version: Version,
  stage: Word,
  state: Word,
  rank: z.string(),
  type: Word,
  location: Word,
  patient: z.object({ id: Id, display: z.string() }),
  assignee: z.nullable(z.string()),
  labels: z.readonly(z.array(z.string())),
  due: z.nullable(Instant),
  waitingFor: z.nullable(z.object({ code: z.string(), sentence: z.string() })),
  enteredStageAt: Instant,
  appointmentStart: z.nullable(Instant),
  refused: z.record(z.string(), z.string()),
  automated: z.boolean(),
}) satisfies z.ZodMiniType<Summary>;
export type CardSummary = z.infer<typeof CardSummary>;

/** What a frame says of a card it touched: how it looks now, or that this view shows it no longer. */
export const CardChange = z.union([
  z.object({ id: Id, gone: z.literal(true) }),
  CardSummary,
]) satisfies z.ZodMiniType<Change>;
export type CardChange = z.infer<typeof CardChange>;
