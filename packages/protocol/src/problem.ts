import "./jitless.ts";
import * as z from "zod/mini";

/**
 * RFC 9457, `application/problem+json`: every answer that is not 2xx. `code` is a rejection's code or one of the
 * door's own; `detail` is the sentence a person reads (the lifecycle's or rule's `because`).
 */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  requestId: z.string(),
  /** For a body that could not be read: what is wrong where. */
  errors: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
});
export type Problem = z.infer<typeof Problem>;
