import type { Card, Instant } from "@corridor/domain";
import { type Explanation as Explained, explain, type Trace, whyNot } from "@corridor/engine";
import type { CardRow } from "@corridor/engine/ports";
import type {
  AnswerOf,
  Obstacle as SeenObstacle,
  Timer as SeenTimer,
  Trace as SeenTrace,
} from "@corridor/protocol";
import {
  escalationOf,
  isOfferClock,
  isRung,
  type Obstacle,
  type Rule,
  type Ruleset,
  type Timer,
} from "@corridor/rules";
import { clause } from "@corridor/rules/words";
import { refuse } from "../errors/problem.ts";
import type { Backing } from "../house/backing.ts";
import type { OpenPractice } from "../house/practice.ts";
import { becameOf } from "../reading/delivery.ts";
import { Reader } from "../reading/reader.ts";
import { glossaryOf, traceOf } from "../reading/trace.ts";
import { rowOf } from "./cards.ts";
import type { Doors } from "./route.ts";

export function explainRoutes({ serve }: Doors): void {
  serve("timers", async ({ params, practice }) => ({
    timers: armedOf(practice, rowOf(practice, params["id"])),
  }));

  serve("explain", async ({ params, query, viewer, practice, backing }) => {
    const { card } = rowOf(practice, params["id"]);
    const found = await explain(
      practice.row.id,
      backing.history,
      (hash) => practice.shelf.of(hash),
      query.event,
    );
    if (!found || found.event.subject.kind !== "card" || found.event.subject.id !== card.id)
      throw refuse("not_found", "This card has no such event.");
    const reader = await Reader.for(viewer, practice, backing, [found.event, found.chain]);
    return {
      event: reader.event(found.event),
      trace:
        found.trace &&
        (await seenTrace(practice, found, found.trace, await becameIn(found.trace, practice, backing))),
      beside: await Promise.all(found.notRun.map((look) => seenTrace(practice, found, look))),
      // The chain begins with the event itself, which stands beside it already.
      cause: found.chain.slice(1).map((event) => reader.event(event)),
    };
  });

  serve("whyNot", async ({ params, query, practice, backing }): Promise<AnswerOf<"whyNot">> => {
    const { card } = rowOf(practice, params["id"]);
    const { shelf, row } = practice;
    if (!shelf.active) throw refuse("not_found", "There is no such rule.");
    const past = query.at !== undefined;
    const now = past ? instantOf(query.at) : new Date().toISOString();
    const rulesets = { active: shelf.active, of: (hash: string) => shelf.of(hash) };
    const asked = { card: card.id, rule: query.rule, now, past };
    const found = await whyNot(row.id, backing.history, rulesets, asked);
    if (!found)
      throw refuse(
        "not_found",
        past ? "There was no such card or rule then." : "There is no such rule, or it is switched off.",
      );
    const { rule, look, obstacle, next, because, at } = found;
    const ruleset = await shelf.of(found.ruleset);
    const then = look && (await shelf.of(look.ruleset));
    const trace = then && traceOf(look.trace, ruleset.rule(rule.id), then, card.id, look.depth);
    return {
      ...{ rule: rule.id, ruleName: rule.name, at: look?.trace.at ?? at, outcome: trace?.outcome ?? null },
      ...{ because, trace, obstacle: obstacle && seenObstacle(obstacle, rule, ruleset) },
      ...{ armed: armedOf(practice, { card, timers: next.timers }), starts: [...next.on] },
    };
  });
}

const instantOf = (text: string | undefined): Instant => new Date(text ?? "").toISOString();

const seenObstacle = (
  { line, read, together, ...rest }: Obstacle,
  rule: Pick<Rule, "file">,
  ruleset: Ruleset,
): SeenObstacle => ({
  ...rest,
  said: clause(rest.clause, glossaryOf(ruleset)),
  read: { ...read },
  together: [...together],
  source: { file: rule.file, line },
});

/** What became of what a rule sent, by the effect's key. */
async function becameIn({ acts }: Trace, practice: OpenPractice, { worklist }: Backing) {
  const keys = acts.flatMap(({ command }) => ("effect" in command ? [command.effect] : []));
  const rows = keys.length === 0 ? [] : await worklist.outbox(practice.row.id, { keys, limit: keys.length });
  return new Map(rows.map((row) => [row.effect.key, becameOf(row)]));
}

async function seenTrace(
  practice: OpenPractice,
  { event, decision }: Explained,
  trace: Trace,
  became?: ReadonlyMap<string, string>,
): Promise<SeenTrace> {
  const ruleset = await practice.shelf.of(decision.ruleset);
  const rule = ruleset.rule(trace.rule);
  const seen = traceOf(trace, rule, ruleset, event.subject.id, event.depth, became);
  const policy = rule ? undefined : ruleset.policyOf({ policy: trace.rule, pinned: null });
  if (!policy) return seen;
  // A ladder's own step: it has no trigger, and is written among the policies.
  return { ...seen, trigger: { ...seen.trigger, text: `the ladder ${policy.id}` }, source: policy.source };
}

function armedOf({ shelf }: OpenPractice, { card, timers }: CardRow): SeenTimer[] {
  const armed = timers.flatMap((timer): SeenTimer[] => {
    const { key, due, rule } = timer;
    if (due === null) return [];
    return [{ key, due, rule, ...(shelf.active ? told(shelf.active, card, timer) : UNTOLD) }];
  });
  return armed.sort((a, b) => (a.due + a.key < b.due + b.key ? -1 : 1));
}

const OFFER = {
  ...{ ruleName: "Offer of a time", source: null, byHand: false },
  trigger: "the patient has not answered: the time is free for others",
};
const UNTOLD = { ruleName: "", trigger: "", source: null, byHand: false };

/** A clock in words: the trigger of its rule, what its escalation does next, or what becomes of an offer. */
function told(ruleset: Ruleset, card: Card, timer: Timer): Omit<SeenTimer, "key" | "due" | "rule"> {
  if (isOfferClock(timer)) return OFFER;
  const escalation = isRung(timer) ? escalationOf(card.escalations, timer) : undefined;
  const coming = escalation && ruleset.policyOf(escalation)?.coming(escalation);
  if (coming) return { ruleName: timer.rule, trigger: coming.text, source: coming.source, byHand: false };
  const rule = ruleset.rule(timer.rule);
  const trigger = rule?.triggers[timer.trigger];
  const source = rule ? { file: rule.file, line: trigger?.line ?? rule.line } : null;
  const byHand = rule !== undefined && !isRung(timer);
  return { ruleName: rule?.name ?? timer.rule, trigger: trigger?.text ?? "", source, byHand };
}
