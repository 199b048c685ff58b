import type { Card, Event } from "@corridor/domain";
import type { Trace } from "@corridor/engine";
import type { Check, Part } from "@corridor/rules/suites";
import type { Plain } from "./actions.ts";
import type { Happened } from "./happened.ts";
import { isPart, isSame } from "./pattern.ts";
import { clockTime, spoken, whyOf } from "./spoken.ts";

/** An expectation that was not met. */
export interface Miss {
  readonly expected: string;
  readonly actual: string;
  /** The looks at rules that tell why. */
  readonly why: readonly string[];
}

type CheckOf<K extends Check["kind"]> = Extract<Check, { readonly kind: K }>;
type Checkers = { readonly [K in Check["kind"]]: (check: CheckOf<K>, happened: Happened) => Miss | null };

/** Null when what was expected has happened. */
export const missed = (check: Check, happened: Happened): Miss | null =>
  (CHECKERS[check.kind] as (check: Check, happened: Happened) => Miss | null)(check, happened);

const CHECKERS: Checkers = {
  none: (_check, happened) => {
    const fired = ids(happened.traces);
    const left = happened.events.filter(({ type }) => LEAVES.has(type)).map(({ type }) => type);
    if (fired.length === 0 && left.length === 0) return null;
    const actual = [...(fired.length > 0 ? [`fired: ${spoken(fired)}`] : []), ...left].join(", ");
    return { expected: "none", actual, why: whys(happened, ...fired) };
  },
  fired: ({ rule }, happened) => {
    const fired = ids(happened.traces);
    if (fired.includes(rule)) return null;
    return { expected: `fired: ${rule}`, actual: `fired: ${spoken(fired)}`, why: whyNot(happened, rule) };
  },
  "not-fired": ({ rule }, happened) =>
    ids(happened.traces).includes(rule)
      ? { expected: `not_fired: ${rule}`, actual: "it fired", why: whys(happened, rule) }
      : null,
  "fired-count": ({ rule, count }, happened) => {
    const fired = happened.allTraces.filter((one) => one.rule === rule && one.outcome === "fired");
    if (fired.length === count) return null;
    const times = fired.map(({ at }) => clockTime(at, happened.zone)).join(", ");
    const actual = `fired ${fired.length} times${times === "" ? "" : `: ${times}`}`;
    return { expected: `${rule} fired ${count} times`, actual, why: whyNot(happened, rule) };
  },
  actions: ({ parts, inOrder }, happened) => {
    let from = 0;
    for (const part of parts) {
      const found = happened.actions.findIndex(
        (action, i) => i >= from && isPart(part, action, happened.zone),
      );
      if (found < 0)
        return {
          expected: spoken(part),
          actual: listed(happened.actions),
          why: whys(happened, ...ids(happened.traces)),
        };
      if (inOrder) from = found + 1;
    }
    return null;
  },
  card: ({ card: id, values }, happened) => {
    const card = happened.cards.get(id)?.card;
    if (!card) return { expected: `a card ${id}`, actual: "there is none", why: [] };
    const seen = happened.seen(card);
    const [name = ""] = Object.keys(values);
    if (isSame(values[name] ?? null, seen[name] ?? null, happened.zone)) return null;
    const told = (value: unknown): string => `${id}: ${name}: ${spoken(value)}`;
    return {
      expected: told(values[name]),
      actual: told(seen[name]),
      why: whys(happened, ...ids(happened.traces)),
    };
  },
  escalation: ({ card: id, policy, state }, happened) => {
    const actual = escalationOf(happened.cards.get(id)?.card, policy, happened);
    if (actual === state) return null;
    return {
      expected: `${policy}: ${state}`,
      actual: `${policy}: ${actual}`,
      why: whys(happened, ...ids(happened.traces)),
    };
  },
  messages: ({ parts }, happened) => absent("message", parts, happened.messages, happened),
  notices: ({ parts }, happened) => absent("notice", parts, happened.notices, happened),
  "no-messages": (_check, { messages }) =>
    messages.length === 0 ? null : { expected: "no message", actual: listed(messages), why: [] },
  timers: ({ timers }, { cards, zone }) => {
    const armed = [...cards.values()].flatMap((row) => row.timers).filter(({ due }) => due !== null);
    const told = (rule: string, due: string | null): string =>
      `${rule} at ${due === null ? "some time" : clockTime(due, zone)}`;
    const absent = timers.find(
      (one) => !armed.some(({ rule, due }) => rule === one.rule && (one.due === null || one.due === due)),
    );
    const wrong = timers.length === 0 && armed.length > 0;
    if (!absent && !wrong) return null;
    const actual = armed.map(({ rule, due }) => told(rule, due)).join(", ") || "no timers";
    return { expected: absent ? told(absent.rule, absent.due) : "no timers", actual, why: [] };
  },
  refused: ({ text }, { refused, traces, ...happened }) => {
    const all = [
      ...(refused === null ? [] : [refused]),
      ...traces.flatMap((one) => (one.outcome === "refused" ? [one.because ?? ""] : [])),
    ];
    if (all.some((one) => one.includes(text))) return null;
    const actual = all.length === 0 ? "nothing was refused" : all.map((one) => `refused: ${one}`).join(", ");
    return { expected: `refused: ${text}`, actual, why: whys({ ...happened, traces }, ...ids(traces)) };
  },
  trace: ({ rule, outcome, leaves }, happened) => {
    const last = happened.traces.findLast((one) => one.rule === rule);
    if (!last)
      return { expected: `a look at ${rule}`, actual: "there was none", why: whyNot(happened, rule) };
    // What the trigger asks comes first in the account of a rule; `if` is the rest.
    const values = last.leaves.map(({ value }) => value).slice(leaves === null ? 0 : -leaves.length);
    const right =
      (outcome === null || last.outcome === outcome) &&
      (leaves === null || leaves.every((leaf, i) => leaf === values[i]));
    if (right) return null;
    const told = (what: string | null, ifs: readonly unknown[] | null) =>
      `${rule} ${what ?? ""}${ifs === null ? "" : ` if: ${spoken(ifs)}`}`;
    return {
      expected: told(outcome, leaves),
      actual: told(last.outcome, values),
      why: whyOf(last, happened.ruleset),
    };
  },
};

/** Events that leave the house. */
const LEAVES: ReadonlySet<string> = new Set(["message.queued", "notice.queued", "call.requested"]);

const ids = (traces: readonly Trace[]): readonly string[] => [
  ...new Set(traces.flatMap(({ rule, outcome }) => (outcome === "fired" ? [rule] : []))),
];

/** The first of these parts that nothing of what was sent has. */
function absent(what: string, parts: readonly Part[], sent: readonly Plain[], happened: Happened): Miss | null {
  const part = parts.find((one) => !sent.some((there) => isPart(one, there, happened.zone)));
  return part === undefined
    ? null
    : {
        expected: `a ${what} ${spoken(part)}`,
        actual: listed(sent),
        why: whys(happened, ...ids(happened.traces)),
      };
}

const listed = (all: readonly unknown[]): string =>
  all.length === 0 ? "nothing" : all.map(spoken).join("\n");

/** The latest look at each of these rules in the step. */
const whys = (
  { traces, ruleset }: Pick<Happened, "traces" | "ruleset">,
  ...rules: readonly string[]
): readonly string[] =>
  rules.flatMap((rule) => {
    const trace = traces.findLast((one) => one.rule === rule);
    return trace ? whyOf(trace, ruleset) : [];
  });

/** Why a rule did not act: its latest look in the step, else the latest before it. */
function whyNot({ traces, allTraces, ruleset }: Happened, rule: string): readonly string[] {
  const mine = (one: Trace) => one.rule === rule;
  const here = traces.findLast(mine);
  if (here) return whyOf(here, ruleset);
  const before = allTraces.findLast(mine);
  if (before) return ["nothing looked at it in this step; before it,", ...whyOf(before, ruleset)];
  const when = ruleset
    .rule(rule)
    ?.triggers.map(({ text }) => text)
    .join(" or ");
  return [`nothing has looked at ${rule}: it waits for ${when}`];
}

/** The level, or how it ended: a ladder that never began is at `none`. */
function escalationOf(card: Card | undefined, policy: string, { allEvents }: Happened): number | string {
  const last = allEvents.findLast(
    (one) => one.subject.id === card?.id && ENDS.has(one.type) && policyOf(one) === policy,
  );
  if (last?.type === "escalation.exhausted") return "exhausted";
  const living = card?.escalations.find((one) => one.policy === policy);
  return living?.level ?? (last ? "done" : "none");
}

const ENDS: ReadonlySet<string> = new Set(["escalation.started", "escalation.exhausted", "escalation.ended"]);

function policyOf({ type, data }: Event): string | null {
  if (type === "escalation.ended") return data.escalation.policy;
  return "policy" in data ? data.policy : null;
}
