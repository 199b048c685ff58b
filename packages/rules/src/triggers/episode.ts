import type { Instant } from "@corridor/domain";
import { outcomeOf } from "../conditions/index.ts";
import type { Env, Ledger, Pause, Timer, TimerChange } from "../model.ts";
import { type Moment, momentOf, type Practice } from "../scope/index.ts";
import type { LastingState } from "./lasting-state.ts";
import { noted, pausesOf } from "./pausing.ts";
import { projected } from "./projection.ts";
import { type Span, shifted } from "./span.ts";
import { isSpent, ledTo } from "./spent.ts";
import type { ClockLook } from "./trigger.ts";
import { keyOf, type TriggerPlace } from "./trigger-name.ts";

/** A `while … for` as its clocks know it. */
export interface Lasting {
  readonly place: TriggerPlace;
  readonly name: string;
  readonly state: LastingState;
  readonly pausing: LastingState | null;
  readonly span: Span;
  /** How long a break may be that does not end the episode. */
  readonly tolerate: Span | null;
  readonly sig: string;
}

const NOTHING: TimerChange = { put: [], drop: [] };

/**
 * Once per episode: armed when it becomes true, dropped when it becomes false, spent for as long as it stays true. A
 * break that the rule bears with, and an episode that an undo brings back, are the same one: a clock that was spent in
 * it stays spent. So does one whose expression was written anew.
 */
export function armEpisode(own: Lasting, look: ClockLook): TimerChange {
  const moment = momentOf(look.env, look.practice);
  const outcome = outcomeOf(own.state.condition, moment);
  if (outcome === "fails") return broken(own, look);
  const known = ofThisEpisode(own, look) ?? look.stray;
  // What can not be told sets no new clock and mends no break; one that is running runs on, by the duration it has now.
  if (outcome !== "holds" && (!known || known.ledger?.lapse)) return NOTHING;
  return known ? kept(own, look, moment, known) : begun(own, look, moment);
}

/** Whether it only asks where the card stands: then it holds since the card came there, and undoing brings that back. */
const placeOnly = ({ state }: Lasting): boolean =>
  state.watches.length > 0 && state.watches.every((name) => name === "stage" || name === "state");

/** When the card came to the place that is asked for; null where more than a place is. */
function cameThere(own: Lasting, { card }: Env): Instant | null {
  if (!placeOnly(own)) return null;
  return own.state.watches.includes("state") ? card.enteredStateAt : card.enteredStageAt;
}

/** The clock of the episode that is on now: the one of this stay at its place, or one whose break was short enough. */
function ofThisEpisode(own: Lasting, { env, mine, practice }: ClockLook): Timer | null {
  const came = cameThere(own, env);
  const stayed = came === null ? undefined : mine.find(({ anchor, since }) => (anchor ?? since) === came);
  if (stayed) return stayed;
  const candidates = came === null ? mine : mine.filter((timer) => timer.ledger?.lapse);
  return candidates.findLast((timer) => !isOver(own, timer, env.now, practice)) ?? null;
}

/** Whether the break of a clock has become longer than its rule bears with. */
function isOver({ tolerate }: Lasting, { ledger }: Timer, now: Instant, practice: Practice): boolean {
  if (!ledger?.lapse) return false;
  const until = tolerate && shifted(ledger.lapse.from, tolerate, practice, 1);
  return until === null || now > until;
}

function broken(own: Lasting, { env, mine, stray, practice }: ClockLook): TimerChange {
  // A clock spent at a place is kept, should an undo bring the card back there.
  const done = placeOnly(own) ? mine.filter((timer) => !isSpent(timer) && !timer.ledger?.lapse?.rang) : mine;
  const strays = stray ? [stray.key] : [];
  const last = mine.at(-1);
  if (!own.tolerate || !last || isOver(own, last, env.now, practice))
    return { put: [], drop: [...done.map((timer) => timer.key), ...strays] };
  const drop = [...done.filter((timer) => timer !== last).map((timer) => timer.key), ...strays];
  if (last.ledger?.lapse) return { put: [], drop };
  const lapse = { from: env.now, rang: isSpent(last) };
  return { put: [{ ...last, due: null, ledger: { pauses: pausesOf(last), lapse } }], drop };
}

function begun(own: Lasting, look: ClockLook, moment: Moment): TimerChange {
  const { env, newRules } = look;
  const came = cameThere(own, env);
  // A rule that comes to a card counts from then on: what went before was nobody's business yet.
  const since = came === null || (newRules && !own.place.backdate) ? env.now : came;
  return running(own, look, moment, since, []);
}

/** The episode goes on: a break is mended, a pause noted, and what is due reckoned anew where its rule is new. */
function kept(own: Lasting, look: ClockLook, moment: Moment, known: Timer): TimerChange {
  const since = known.since ?? look.env.now;
  const lapse = known.ledger?.lapse ?? null;
  if (!isSpent(known) && !lapse?.rang) return running(own, look, moment, since, pausesOf(known), known);
  const key = keyIn(own, look.env, since);
  return known.key === key && !lapse
    ? NOTHING
    : written(look, timerOf(own, look.env, since, null, [], known));
}

function running(
  own: Lasting,
  look: ClockLook,
  moment: Moment,
  since: Instant,
  before: readonly Pause[],
  known?: Timer,
): TimerChange {
  const { env, practice } = look;
  const pauses = noted(own.pausing, moment, before, projected(since, own.span, before, practice));
  const unchanged =
    known && !known.ledger?.lapse && pauses === before && known.key === keyIn(own, env, since);
  // Under new rules it is reckoned anew whatever its rule says: a calendar or a zone may be another.
  if (unchanged && known.sig === own.sig && !look.newRules) return NOTHING;
  const due = projected(since, own.span, pauses, practice);
  if (unchanged && known.sig === own.sig && known.due === due) return NOTHING;
  const timer = timerOf(own, env, since, due, pauses, known);
  if (due === null && isSpent(timer)) return { put: [], drop: known ? [...all(look), known.key] : all(look) };
  // What ran out in a break that is mended rings now: before, it did not hold.
  const mended = known?.ledger?.lapse && due !== null && due < env.now;
  return written(look, mended ? { ...timer, due: env.now } : timer);
}

const all = ({ mine }: ClockLook): readonly string[] => mine.map((timer) => timer.key);

/** The one clock there is now, in place of all others of its trigger. */
function written(look: ClockLook, timer: Timer): TimerChange {
  const others = [...look.mine, ...(look.stray ? [look.stray] : [])].filter(({ key }) => key !== timer.key);
  return { put: [timer], drop: others.map(({ key }) => key) };
}

const keyIn = ({ place, name }: Lasting, { card }: Env, since: Instant): string =>
  `${keyOf("while", place.rule, name, card.id)}@${since}`;

function timerOf(
  own: Lasting,
  env: Env,
  since: Instant,
  due: Instant | null,
  pauses: readonly Pause[],
  known?: Timer,
): Timer {
  const ledger: Ledger = { pauses: pauses.filter(({ from }) => due === null || from < due), lapse: null };
  return {
    ...{ key: keyIn(own, env, since), card: env.card.id, rule: own.place.rule, trigger: own.place.index },
    ...{ step: 0, due, anchor: cameThere(own, env), since, sig: own.sig },
    ...(known ? ledTo(known) : {}),
    ...(ledger.pauses.length === 0 ? {} : { ledger }),
  };
}
