import type { FieldType, Instant } from "@corridor/domain";
import * as z from "zod/mini";
import type { Act } from "../model.ts";
import { inside } from "../reading/index.ts";
import { compileValue, type Value } from "../scope/index.ts";
import { DurationText, Id, Word } from "../shape/index.ts";
import { checkCalendar, type Span, shifted, spanOf } from "../triggers/index.ts";
import { act, type ActionKind, ActFailure, resolved } from "./action.ts";

const schema = z.strictObject({
  slot: z.string(),
  card: z.optional(Word),
  expires: DurationText,
  calendar: z.optional(Id),
});
type Spec = z.infer<typeof schema>;

interface Offer {
  readonly slot: Value;
  readonly span: Span;
}

const NAME: FieldType = { type: "string", enum: null, phi: false, default: null };

/** What comes of an offer. */
export const OFFER_EVENTS: readonly string[] = [
  ...["offer.accepted", "offer.declined", "offer.expired", "appointment.freed"],
];

/** Keeps a free time for the card's patient until they answer, or have not. */
export const offer: ActionKind<Spec, Offer> = {
  key: "offer",
  doc: {
    what: "Offers a free time to the card's patient, and keeps it from everybody else until they answer or the offer expires. Then `offer.accepted`, `offer.declined` or `offer.expired` happens; after the last two `appointment.freed` does, so that somebody else may be asked. If somebody else has the time by now, the rule does nothing.",
    example: "- offer: { slot: =event.slot, card: candidate, expires: 30m }",
    keys: {
      slot: "The time: `=event.slot` of `appointment.freed`. `!offered(it, event.slot)` keeps from asking a card twice.",
      card: "In a `select`: the chosen card, by its name.",
      expires: "How long the patient may think about it; never longer than until the time begins.",
      calendar: "Counts business time.",
    },
  },
  schema,
  beside: whileOffered,
  check(spec, at, scope) {
    const { findings } = scope.ground;
    const errors = findings.errors;
    if (spec.card !== undefined && spec.card !== scope.chosen)
      findings.error(
        "shape-value",
        inside(at, "card"),
        "A time is offered to the patient of the card itself, or, in a `select`, of the card it chose",
      );
    checkCalendar(inside(at, "calendar"), scope.ground);
    const slot = compileValue(scope, inside(at, "slot"), NAME);
    const span = spanOf(spec.expires, inside(at, "expires"), spec.calendar, scope.ground);
    return slot && findings.errors === errors ? { slot, span } : null;
  },
  deeds: () => OFFER_EVENTS.map((event) => ({ kind: "event", event, later: true })),
  run({ slot, span }, run, path) {
    const { env, practice } = run.moment;
    const until = shifted(env.now, span, practice, 1);
    if (until === null) throw new ActFailure(path, "unknown", "the calendar is never open again");
    return [act(path, { type: "offer.make", slot: String(resolved(slot, run, path)), until }, "yield")];
  },
};

/** What is written to the patient together with an offer is of no use after it. */
function whileOffered(acts: readonly Act[]): readonly Act[] {
  const ends = acts.flatMap(({ command }) => (command.type === "offer.make" ? [command.until] : []));
  if (ends.length === 0) return acts;
  const first = (a: Instant | null, b: Instant): Instant => (a !== null && a < b ? a : b);
  return acts.map((one) => {
    if (one.command.type !== "message") return one;
    return { ...one, command: { ...one.command, notAfter: ends.reduce(first, one.command.notAfter) } };
  });
}
