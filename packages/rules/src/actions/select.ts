import type { Fields } from "@corridor/domain";
import * as z from "zod/mini";
import { bound, metricIn } from "../cel/index.ts";
import { assuredBy, compileCondition, type Condition, expressionsIn, judge } from "../conditions/index.ts";
import { hashOf } from "../hash.ts";
import type { Env } from "../model.ts";
import { type Cursor, inside, isMap, members } from "../reading/index.ts";
import {
  assuming,
  changing,
  compileExpression,
  type Moment,
  momentOf,
  noteReads,
  plain,
  readsPatient,
  withVars,
} from "../scope/index.ts";
import { Expression, Word } from "../shape/index.ts";
import { blankOutline, type PlacedDeed } from "../summary/index.ts";
import { act, type ActionKind, type ActionScope, type Runnable } from "./action.ts";
import { chosenOf, indexOf } from "./candidates.ts";
import { OFFER_EVENTS } from "./offer.ts";

const schema = z.strictObject({
  from: z.literal("cards"),
  where: z.unknown(),
  order_by: z.optional(z.array(Expression)),
  limit: z.int().check(z.gte(1, "must be from 1 to 200"), z.lte(200, "must be from 1 to 200")),
  as: z.optional(Word),
  digest: z.optional(z.boolean()),
  then: z.array(z.unknown()),
});
type Spec = z.infer<typeof schema>;

interface Select {
  readonly name: string;
  /** What the expressions inside read of the firing. */
  readonly outer: readonly string[];
}

/** Does something to other cards: each in a transaction of its own, after this one. */
export const select: ActionKind<Spec, Select> = {
  key: "select",
  doc: {
    what: "Finds other cards and does something to each, after this card is done with. `it` is the card that is looked at.",
    example:
      "- select: { from: cards, where: 'it.stage == \"scheduling\" && it.waitlisted', order_by: [it.since], limit: 1, then: [{ label: { add: [called] } }] }",
    keys: {
      from: "Always `cards`.",
      where:
        "Which cards: one `==` on stage, state, location, type, assignee or patient (`it.patient.id == card.patient.id`), and whatever else must hold.",
      order_by: "What comes first; cards that are equal in it stand in the order of their ids.",
      limit:
        "How many: the first so many by `order_by`; without an order all of them, so many at a time. Up to 200.",
      digest: "`true`: they are named in one notice, instead of each having something done to it.",
      as: "What the chosen card is called in `then`; `it` without.",
      then: "What is done to each of them. It sees the chosen card, `event`, `trigger` and the rule's `let` names.",
    },
  },
  schema,
  needsNoCard: true,
  check: checkSelect,
  deeds: () => [],
  run: ({ name, outer }, run, path) => [
    act(path, {
      ...{ type: "select", effect: run.firing.effectKey(path), rule: run.rule.id, selection: name },
      given: givenOf(outer, run.moment),
    }),
  ],
};

function checkSelect(spec: Spec, at: Cursor, scope: ActionScope): Select | null {
  const { findings, practice } = scope.ground;
  const { rule } = scope;
  if (scope.chosen !== null || rule === null) {
    const message =
      "A `select` stands in no other, and in no ladder: `emit` a name, and select in the rule that waits for it";
    findings.error("select-shape", at, message, { part: "key" });
    return null;
  }
  const errors = findings.errors;
  const chosen = spec.as ?? "it";
  const present = [...scope.present].filter((path) => !isOf(path, "card"));
  const named = withVars(scope, { it: "card", [chosen]: "card" });
  const own = { reads: new Set<string>(), needs: new Set<string>() };
  const here = { ...named, ...own, card: "all" as const, present: new Set(present) };
  const where = compileCondition(here, inside(at, "where"));
  const index = where && indexOf(where, spec.where, scope, chosen, inside(at, "where"));
  const order = members(inside(at, "order_by")).map((one) =>
    compileExpression({ ...here, lenient: true }, one, "any"),
  );
  const held = where ? assuming(here, assuredBy(where)) : here;
  const inner = {
    ...scope,
    ...held,
    chosen,
    depth: scope.depth + 1,
    outline: blankOutline(),
    under: [],
  };
  const digest = spec.digest === true ? readDigest(at, scope) : null;
  const then = spec.digest === true ? null : scope.actions(inside(at, "then"), inner);
  const { selectMax } = practice.rules.limits;
  if (spec.limit > selectMax)
    findings.strict(
      "action-limit",
      inside(at, "limit"),
      `${spec.limit} cards are more than the ${selectMax} this practice allows`,
    );
  const reads = [...here.reads];
  // Whose card this is may be asked: so the patient's other cards are found.
  const onCard = reads.find(
    (path) => (isOf(path, "card") && path !== "card.patient.id") || path.startsWith("entered_"),
  );
  if (onCard !== undefined) {
    const message = `\`${onCard}\` is not seen here: name the chosen card, \`${chosen}\`, or give the value a name with \`let\``;
    findings.error("select-shape", at, message, { part: "key" });
  }
  const done = digest ?? then;
  if (!where || !index || !done || !order.every((one) => one !== null) || findings.errors > errors)
    return null;

  noteElsewhere(inner.outline.deeds, where, inside(at, "where"), scope, chosen);
  const chosens = (path: string): boolean => isOf(path, chosen) || isOf(path, "it");
  const outer = [...reads, ...index.reads].filter(
    // What is counted is counted when a card is looked at.
    (path) => !chosens(path) && !path.startsWith("actor.") && metricIn(path) === null,
  );
  if (!noteReads(scope, inside(at, "where"), { reads: outer })) return null;
  const name = hashOf(at.value).slice(0, 12);
  const seen = (env: Env, given: Fields): Moment => seeing(momentOf(env, practice), given, chosen);
  const most = Math.min(spec.limit, selectMax);
  const page = order.length > 0 ? null : most;
  scope.selections.set(name, {
    page,
    candidates: (given, after) => index.candidates(given, page === null ? undefined : { after }),
    readsPatient: reads.some(readsPatient),
    choose: (of, given, { now, actor, facts }) =>
      chosenOf(of, where, order, page === null ? most : Infinity, (card) =>
        seen({ now, actor, facts, card, event: null, trigger: null }, given),
      ),
    judge: (env, given) => judge(where, seen(env, given)),
    starts: () => null,
    act: (env, given, firing) =>
      then?.({ moment: seen(env, given), rule, firing, stopped: false }, name) ?? [],
    digest:
      digest &&
      ((env, given, firing) => {
        const moment = changing(momentOf(env, practice), given);
        return digest({ moment, rule, firing, stopped: false }, name);
      }),
  });
  return { name, outer };
}

/** What is done to each of them, for analyses; and whether a card might be offered a time again. */
function noteElsewhere(
  deeds: readonly PlacedDeed[],
  where: Condition,
  at: Cursor,
  scope: ActionScope,
  chosen: string,
): void {
  const asksOffered = expressionsIn(where).some(({ calls }) => calls.includes("offered"));
  const offers = ({ deed }: PlacedDeed): boolean =>
    deed.kind === "event" && OFFER_EVENTS.includes(deed.event);
  // A card is offered a time once, whatever is asked.
  for (const placed of deeds)
    scope.outline.elsewhere.push({ ...placed, under: scope.under, where, chosen, once: offers(placed) });
  if (asksOffered || !deeds.some(offers)) return;
  const message = `Whoever was asked and did not want the time is found again, and nobody after them is asked: add \`!offered(${chosen}, event.slot)\``;
  scope.ground.findings.warning("select-offered", at, message);
}

/** What is told once of all of them: only `notify` can, and it sees none of the cards. */
function readDigest(at: Cursor, scope: ActionScope): Runnable | null {
  const inner: ActionScope = {
    ...scope,
    ...withVars(scope, { "digest.count": "int" }),
    ...{ chosen: "", depth: scope.depth + 1, outline: blankOutline(), under: [], card: "nothing" },
  };
  const others = members(inside(at, "then")).filter(({ value }) => !(isMap(value) && "notify" in value));
  for (const other of others)
    scope.ground.findings.error(
      "select-shape",
      other,
      "A digest is told: its `then` holds `notify` and nothing else",
    );
  return others.length > 0 ? null : scope.actions(inside(at, "then"), inner);
}

/** The moment of a chosen card, with what was given of the firing. */
const seeing = (moment: Moment, given: Fields, chosen: string): Moment => ({
  ...moment,
  bindings: (patient) => {
    const plainly = moment.bindings(patient);
    return { ...plainly, ...given, it: plainly.card, [chosen]: plainly.card };
  },
});

/** The values at these paths, as the firing knows them; what is absent is left out. */
function givenOf(paths: readonly string[], moment: Moment): Fields {
  const bindings = moment.bindings(false);
  const values = paths.map((path) => [path, plain(bound(bindings, path.split(".")))] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== null));
}

const isOf = (path: string, root: string): boolean => path === root || path.startsWith(`${root}.`);
