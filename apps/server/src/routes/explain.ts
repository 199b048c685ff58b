import type { Card } from "@corridor/domain";
import { type Explanation as Explained, explain, lastLook, type Trace } from "@corridor/engine";
import type { CardRow } from "@corridor/engine/ports";
import type { AnswerOf, Timer as SeenTimer, Trace as SeenTrace } from "@corridor/protocol";
import { escalationOf, isRung, type Ruleset, type Timer } from "@corridor/rules";
import { refuse } from "../errors/problem.ts";
import type { Backing } from "../house/backing.ts";
import type { OpenPractice } from "../house/practice.ts";
import { Reader } from "../reading/reader.ts";
import { traceOf } from "../reading/trace.ts";
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
      trace: found.trace && (await seenTrace(practice, found, found.trace)),
      // The chain begins with the event itself, which stands beside it already.
      cause: found.chain.slice(1).map((event) => reader.event(event)),
    };
  });

  serve("whyNot", async ({ params, query, practice, backing }): Promise<AnswerOf<"whyNot">> => {
    const { card, timers } = rowOf(practice, params["id"]);
    if (query.at !== undefined)
      throw refuse(
        "request_invalid",
        "why-not tells of the last look only; leave at out, or ask for the board of that time.",
      );
    const rule = practice.shelf.active?.rule(query.rule);
    if (!rule) throw refuse("not_found", "There is no such rule.");
    const look = await lastLook(
      practice.row.id,
      backing.history,
      (hash) => practice.shelf.of(hash),
      card.id,
      rule.id,
    );
    const armed = armedOf(practice, { card, timers: timers.filter((timer) => timer.rule === rule.id) });
    const depth = look && (await depthOf(look, card.id, practice, backing));
    const trace = look && traceOf(look, rule, practice.shelf.active?.hash ?? "none", card.id, depth ?? 1);
    const at = look?.at ?? new Date().toISOString();
    return {
      rule: rule.id,
      ruleName: rule.name,
      at,
      outcome: trace?.outcome ?? null,
      because: sentence(trace, armed),
      trace,
      armed,
    };
  });
}

/** How long the chain of rules is with this look: as deep as the events are that it made, or would have made. */
async function depthOf(
  { event: started }: Trace,
  card: string,
  { row }: OpenPractice,
  { history }: Backing,
): Promise<number> {
  if (started === null) return 1;
  const events = await history.events(row.id, { card, limit: 1_000_000 });
  return (events.find(({ id }) => id === started)?.depth ?? 0) + 1;
}

async function seenTrace(
  practice: OpenPractice,
  { event, decision }: Explained,
  trace: Trace,
): Promise<SeenTrace> {
  const ruleset = await practice.shelf.of(decision.ruleset);
  return traceOf(trace, ruleset.rule(trace.rule), ruleset.hash, event.subject.id, event.depth);
}

/** Why a rule has not acted, in one sentence. */
function sentence(trace: SeenTrace | null, armed: readonly SeenTimer[]): string {
  if (trace?.outcome === "fired") return "It did: this is what it did last.";
  const failed = trace?.if.find((leaf) => leaf.value !== true);
  if (failed) return failed.because ?? `This did not hold: ${failed.expr}`;
  if (trace?.because) return trace.because;
  const next = armed[0];
  if (next) return `Its time has not come: ${next.trigger} is due at ${next.due}.`;
  return "Nothing has happened to this card that starts it.";
}

function armedOf({ shelf }: OpenPractice, { card, timers }: CardRow): SeenTimer[] {
  const armed = timers.flatMap((timer): SeenTimer[] => {
    const { key, due, rule } = timer;
    if (due === null) return [];
    return [{ key, due, rule, ...(shelf.active ? told(shelf.active, card, timer) : UNTOLD) }];
  });
  return armed.sort((a, b) => (a.due + a.key < b.due + b.key ? -1 : 1));
}

const UNTOLD = { ruleName: "", trigger: "", source: null };

/** A clock in words: the trigger of its rule, or what its escalation does next. */
function told(ruleset: Ruleset, card: Card, timer: Timer): Omit<SeenTimer, "key" | "due" | "rule"> {
  const escalation = isRung(timer) ? escalationOf(card.escalations, timer) : undefined;
  const coming = escalation && ruleset.policyOf(escalation)?.coming(escalation);
  if (coming) return { ruleName: timer.rule, trigger: coming.text, source: coming.source };
  const rule = ruleset.rule(timer.rule);
  const trigger = rule?.triggers[timer.trigger];
  const source = rule ? { file: rule.file, line: trigger?.line ?? rule.line } : null;
  return { ruleName: rule?.name ?? timer.rule, trigger: trigger?.text ?? "", source };
}
