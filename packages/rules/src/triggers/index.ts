export { eventFacts, EVENTS, indexKeys } from "./events.ts";
export { countedEvents, leftPlaces } from "./counted-events.ts";
export { isLate, Late } from "./late.ts";
export { isReserved } from "./own-events.ts";
export { readTrigger, TRIGGERS } from "./registry.ts";
export { checkCalendar, shifted, type Span, spanBasis, spanOf } from "./span.ts";
export { isSpent, standsStill } from "./spent.ts";
export type {
  AnyTrigger,
  ClockLook,
  ClockTrigger,
  EventTrigger,
  Fate,
  PracticeTrigger,
  Trigger,
  Turn,
} from "./trigger.ts";
export { keyUnder, ownerOf, type TriggerPlace } from "./trigger-name.ts";
