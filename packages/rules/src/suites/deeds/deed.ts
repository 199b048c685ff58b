import type { CardCommand } from "@corridor/domain";
import type * as z from "zod/mini";
import type { Cursor } from "../../reading/index.ts";
import { checkShape } from "../../shape/index.ts";
import type { TrialDesk } from "../desk.ts";
import type { Deed } from "../model.ts";

/** A deed without who does it. */
export type Bare = { [K in Deed["kind"]]: Omit<Extract<Deed, { kind: K }>, "as"> }[Deed["kind"]];
/** Reads what a step does from what is written under the deed's key; null after a fault was noted. */
export type DeedReader = (at: Cursor, card: string, desk: TrialDesk) => Bare | null;

export const command = (card: string, ask: CardCommand): Bare => ({ kind: "card", card, command: ask });

/** A reader that first looks whether the value is in shape. */
export const shaped =
  <T>(
    schema: z.ZodMiniType<T>,
    read: (spec: T, ...rest: Parameters<DeedReader>) => Bare | null,
  ): DeedReader =>
  (at, card, desk) => {
    const spec = checkShape(schema, at, desk.ground.findings);
    return spec === null ? null : read(spec, at, card, desk);
  };
