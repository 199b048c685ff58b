import type { Actor } from "./actor.ts";
import type { Card } from "./card.ts";
import type { NewEvent } from "./events.ts";
import type { Facts } from "./facts.ts";
import type { FieldTypes } from "./fields.ts";
import type { Lifecycle, Verdict } from "./lifecycle.ts";
import type { Rejection } from "./rejection.ts";
import type { Instant } from "./values.ts";

/** All that `decide` knows besides the card and the command. Nothing here moves: the same world, the same decision. */
export interface World {
  readonly now: Instant;
  readonly actor: Actor;
  readonly lifecycle: Lifecycle;
  readonly fields: FieldTypes;
  /** Roles the practice knows, for assigning. */
  readonly roles: readonly string[];
  /** Rules that have a button, and who may press it; null is everybody. */
  readonly buttons: Readonly<Record<string, readonly string[] | null>>;
  /** The rule whose clock this is, where it runs and may be handled; else null. */
  clockOf(key: string): string | null;
  /** Events that may be told from outside, with what each says. */
  readonly events: Readonly<Record<string, FieldTypes>>;
  readonly facts: Facts;
  /** The verdict of a lifecycle guard on the card, from whoever can evaluate it. */
  verdict(guard: string, card: Card): Verdict;
  /** A new id, the same in every run of the same input: tasks, comments and appointments are named by it. */
  newId(): string;
}

export type Decided = readonly NewEvent[] | Rejection;
