import * as z from "zod/mini";
import { CardEscalation } from "./card.ts";
import { Id, Instant } from "./values.ts";

/** A notice to this person or to a role they have. */
export const Notice = z.object({
  id: z.string(),
  at: Instant,
  card: Id,
  display: z.string(),
  text: z.string(),
  rule: z.nullable(z.string()),
  /** Set while the escalation it came of is still climbing: it can be acknowledged with `ack`. */
  escalation: z.nullable(CardEscalation),
});
export type Notice = z.infer<typeof Notice>;

/** GET /inbox, newest first. */
export const Inbox = z.object({ notices: z.array(Notice) });
export type Inbox = z.infer<typeof Inbox>;
