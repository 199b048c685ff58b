import type { Counted, Said } from "@corridor/domain";
import { type Cursor, inside } from "../reading/index.ts";
import type { Ground } from "../scope/index.ts";
import { event } from "./event.ts";
import { EVENTS } from "./events.ts";

/** A place in the keys of a trigger is a stage, or a state of it. */
const placed = (place: string): Said => {
  const [stage = "", state] = place.split(".");
  return state === undefined ? { stage } : { stage, state };
};

/** A trigger's event, checked like one. False where it has faults. */
function isRight(spec: Spec, at: Cursor, ground: Ground): boolean {
  const place = { rule: "", index: 0, backdate: false, taken: new Set<string>() };
  return event.compile(spec, at, ground, place) !== null;
}

/** Places that cards left, for how long they had stood there: the stage, or the state of it that is named. */
export function leftPlaces(at: Cursor, ground: Ground): Counted | null {
  const spec = at.value as Spec;
  const place = spec.stage ?? spec.state ?? spec.from;
  if (spec.event !== "card.left" || typeof place !== "string") {
    const message =
      "Minutes are how long a card stood in the place it left: count `{ event: card.left, stage: … }`";
    ground.findings.error("metric-counts", at, message);
    return null;
  }
  if (!isRight(spec, at, ground)) return null;
  const from = placed(place);
  const to = typeof spec.to === "string" ? placed(spec.to) : {};
  const ofState = "state" in from;
  return {
    ...{ type: "card.entered", has: { ...to, from } },
    ...(ofState ? { lacks: null, span: "state" } : { lacks: from, span: "stage" }),
  };
}

type Spec = Parameters<typeof event.compile>[0];

/** Events that are counted, written like a trigger: checked like one, and as what the history is asked for. */
export function countedEvents(at: Cursor, ground: Ground): Counted | null {
  const spec = at.value as Spec;
  if (spec.event === "card.left") {
    const message =
      "Count `card.entered` of where the card goes: that it left its place is told with every move";
    ground.findings.error("metric-counts", inside(at, "event"), message);
    return null;
  }
  if (!isRight(spec, at, ground)) return null;
  const type = Object.hasOwn(EVENTS, spec.event) ? EVENTS[spec.event]?.type : undefined;
  if (!type) return { type: "event.raised", has: { called: spec.event }, lacks: null };
  const { field, from, to, state, stage } = spec;
  if (field !== undefined) {
    const values = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
    return { type, has: { field, ...values }, lacks: null };
  }
  const came = from === undefined || from === null ? {} : { from: placed(String(from)) };
  if (stage !== undefined)
    return { type, has: { stage, ...came }, lacks: type === "card.entered" ? { from: { stage } } : null };
  return { type, has: { ...(state === undefined ? {} : placed(state)), ...came }, lacks: null };
}
