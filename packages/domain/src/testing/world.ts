import type { Actor } from "../actor.ts";
import type { Card } from "../card.ts";
import type { FactKey, FactKind, FactValues } from "../facts.ts";
import type { FieldTypes } from "../fields.ts";
import type { Lifecycle, Verdict } from "../lifecycle.ts";
import type { Instant } from "../values.ts";
import type { World } from "../world.ts";
import { FactTable } from "./fact-table.ts";
import { journey, journeyFields } from "./lifecycle.ts";
import { frontDesk, NOW, ROLES } from "./people.ts";

/** What a test says about the world; the rest is a quiet day on which every guard agrees. */
export interface Sketch {
  readonly now?: Instant;
  readonly actor?: Actor;
  readonly lifecycle?: Lifecycle;
  readonly fields?: FieldTypes;
  readonly events?: Readonly<Record<string, FieldTypes>>;
  readonly facts?: readonly (readonly [FactKey, FactValues[FactKind]])[];
  /** Guards that refuse, with their sentence. */
  readonly refusing?: Readonly<Record<string, string>>;
  readonly verdict?: (guard: string, card: Card) => Verdict;
}

export interface SketchedWorld extends World {
  readonly facts: FactTable;
}

/** A world of its own for each decision: ids start at `new-1` again. */
export function worldOf(sketch: Sketch = {}): SketchedWorld {
  const { refusing = {} } = sketch;
  let ids = 0;
  const judge = (guard: string): Verdict => {
    const because = refusing[guard];
    return because === undefined ? { ok: true } : { ok: false, because };
  };
  return {
    now: sketch.now ?? NOW,
    actor: sketch.actor ?? frontDesk,
    lifecycle: sketch.lifecycle ?? journey,
    fields: sketch.fields ?? journeyFields,
    roles: ROLES,
    clockOf: (key) => (key === "while:greet/c-1" ? "greet" : null),
    buttons: { greet: null, refund: ["billing", "manager"] },
    events: sketch.events ?? {},
    facts: new FactTable(sketch.facts),
    verdict: sketch.verdict ?? judge,
    newId: () => `new-${++ids}`,
  };
}
