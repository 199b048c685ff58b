import type { Lifecycle as Domain } from "@corridor/domain/board";
import * as z from "zod/mini";
import { Word } from "./values.ts";

export const Wip = z.object({
  limit: z.int(),
  per: z.enum(["location", "practice"]),
  policy: z.enum(["warn", "block"]),
  override: z.exactOptional(z.readonly(z.array(Word))),
});

/** The lifecycle as plain data: enough for `legalMoves` in the browser. Guards are names; verdicts ride on the cards. */
export const Lifecycle = z.object({
  id: Word,
  version: z.int(),
  initial: Word,
  stages: z.readonly(
    z.array(
      z.object({
        id: Word,
        name: z.string(),
        states: z.readonly(z.array(Word)),
        final: z.boolean(),
        steps: z.exactOptional(z.readonly(z.record(Word, z.readonly(z.array(Word))))),
        moves: z.readonly(
          z.array(
            z.object({
              to: Word,
              enter: z.readonly(z.array(Word)),
              guard: z.nullable(z.string()),
              because: z.nullable(z.string()),
            }),
          ),
        ),
        wip: z.nullable(Wip),
      }),
    ),
  ),
}) satisfies z.ZodMiniType<Domain>;
export type Lifecycle = z.infer<typeof Lifecycle>;
