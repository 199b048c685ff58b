import * as z from "zod/mini";
import { CardSummary } from "./summary.ts";
import { Id, Instant, Minutes, Seq, Value, Word } from "./values.ts";

/** A field with what a form needs to know of it. `group.name` names it; null where the viewer may not see it. */
export const CardField = z.object({
  name: z.string(),
  type: z.enum(["string", "bool", "int", "double", "timestamp", "list"]),
  options: z.nullable(z.array(z.string())),
  phi: z.boolean(),
  /** Views of other records (`card.appointment.*`) and what this viewer may not write. */
  readOnly: z.boolean(),
  value: Value,
});
export type CardField = z.infer<typeof CardField>;

export const CardTask = z.object({
  id: Id,
  title: z.string(),
  due: z.nullable(Instant),
  role: z.nullable(z.string()),
  done: z.boolean(),
});
export type CardTask = z.infer<typeof CardTask>;

export const CardComment = z.object({ id: Id, text: z.string(), at: Instant, by: Id, display: z.string() });
export type CardComment = z.infer<typeof CardComment>;

export const CardAppointment = z.object({
  id: Id,
  start: Instant,
  minutes: Minutes,
  provider: Id,
  slot: z.nullable(Id),
});
export type CardAppointment = z.infer<typeof CardAppointment>;

export const CardClaim = z.object({
  id: Id,
  kind: z.enum(["claim", "explanation"]),
  status: z.string(),
  amount: z.number(),
});
export type CardClaim = z.infer<typeof CardClaim>;

/** A time that is kept for the patient until they answer: `offer.accept` or `offer.decline` with its name. */
export const CardOffer = z.object({
  slot: z.string(),
  start: Instant,
  minutes: Minutes,
  provider: Id,
  /** Without an answer it is somebody else's turn then. */
  until: Instant,
});
export type CardOffer = z.infer<typeof CardOffer>;

export const CardEscalation = z.object({
  policy: Word,
  /** The one told last, from 0. */
  level: z.int(),
  since: Instant,
  acknowledgedBy: z.nullable(Id),
  /** What it was started for. */
  reason: z.string(),
  /** When the level after it is told, whoever has it is asked again, or it gives up; null where nothing comes. */
  next: z.nullable(Instant),
  /** Everybody was told, and nobody has seen to it. */
  exhausted: z.boolean(),
});
export type CardEscalation = z.infer<typeof CardEscalation>;

export const CardButton = z.object({ rule: Word, label: z.string() });
export type CardButton = z.infer<typeof CardButton>;

/** GET /cards/:id, ETag = version: the summary and all that the drawer shows, with text resolved for this viewer. */
export const Card = z.object({
  ...CardSummary.shape,
  /** The history up to which this is true. */
  seq: Seq,
  createdAt: Instant,
  enteredStateAt: Instant,
  movedBy: z.object({ kind: z.string(), id: z.string() }),
  fields: z.array(CardField),
  tasks: z.array(CardTask),
  comments: z.array(CardComment),
  appointment: z.nullable(CardAppointment),
  claims: z.array(CardClaim),
  offers: z.array(CardOffer),
  escalations: z.array(CardEscalation),
  /** What this viewer may start from the card: `press` with the rule. */
  buttons: z.array(CardButton),
});
export type Card = z.infer<typeof Card>;
