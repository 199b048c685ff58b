import type { Card, FieldType, FieldValue, Lifecycle } from "@corridor/domain";
import { fromEpochMs, type Instant, toEpochMs } from "@corridor/time";
import type { PracticeRules } from "../model.ts";
import type { Chance } from "./chance.ts";
import { card, NOW } from "./small.ts";

const TEXTS = ["inactive", "surgery", "physio", "checkup", "medicare", "CO-16"];
const LABELS = ["insurance-unverified", "coverage-asked", "no-show", "urgent", "needs-human"];
const HOUR = 3_600_000;

/** A time within three weeks of now, most of them near. */
export const anyTime = (chance: Chance): Instant =>
  fromEpochMs(toEpochMs(NOW) + (chance.below(500) - 250) * chance.of([1, HOUR / 60, HOUR, 2 * HOUR]));

/** Any value a field of this type may hold, or none. */
export function anyValue(chance: Chance, type: FieldType): FieldValue {
  if (type.enum) return chance.of(type.enum);
  switch (type.type) {
    case "bool":
      return chance.maybe();
    case "int":
    case "double":
      return chance.below(6);
    case "timestamp":
      return chance.maybe() ? anyTime(chance) : null;
    case "list":
      return chance.maybe() ? [chance.of(LABELS)] : [];
    default:
      return chance.maybe() ? chance.of(TEXTS) : null;
  }
}

/** A card at any place with any values that the practice allows. */
export function anyCard(chance: Chance, { fields }: PracticeRules, lifecycle: Lifecycle): Card {
  const stage = chance.of(lifecycle.stages);
  const own = Object.entries(fields).filter(([name, type]) => !type.phi && !BUILT_IN.test(name));
  const start = anyTime(chance);
  return card({
    ...{ stage: stage.id, state: chance.of(stage.states), location: "riverside" },
    fields: Object.fromEntries(own.map(([name, type]) => [name, anyValue(chance, type)])),
    labels: LABELS.filter(() => chance.maybe()),
    assignee: chance.maybe() ? "ana" : null,
    appointment: chance.maybe() ? { id: "a1", start, minutes: 30, provider: "dr", slot: null } : null,
    tasks: chance.maybe()
      ? [
          {
            id: "t1",
            title: ["Review charges"],
            due: null,
            role: null,
            done: chance.maybe(),
            checklist: [],
          } as never,
        ]
      : [],
    enteredStageAt: fromEpochMs(toEpochMs(NOW) - chance.below(200) * HOUR),
  });
}

/** Fields that are views of what the card is: its place, its people, its appointment. */
const BUILT_IN = /^(stage|state|type|location|assignee|labels|appointment\.(start|provider)|patient\..*)$/;
