import { didYouMean } from "../diagnostics/index.ts";
import { ACTIONS } from "../actions/index.ts";
import { type Cursor, entries, inside, isMap, members } from "../reading/index.ts";
import { fieldNamed, fieldValue, isKnown, isRule, timeAt, type TrialDesk } from "./desk.ts";
import type { Check, Part } from "./model.ts";

/** What a look at a rule can come to. */
const OUTCOMES = [
  ...["fired", "condition-false", "unknown", "refused", "loop-stopped", "duplicate", "paused", "stale"],
  ...["late-skipped", "too-late", "shadow", "error"],
];
/** What can be expected of a card beside its fields. */
const OF_CARD = [
  "stage",
  "state",
  "place",
  "type",
  "location",
  "assignee",
  "role",
  "labels",
  "tasks",
  "comments",
];

type Reader = (at: Cursor, desk: TrialDesk) => readonly Check[];

const placeOf = (at: Cursor, part?: "key") => at.file.nodeAt(at.path, part ?? "value");
const partOf = ({ value }: Cursor): Part => (isMap(value) ? value : {});

const READERS: Readonly<Record<string, Reader>> = {
  none: (at) => [{ kind: "none", place: placeOf(at, "key") }],
  fired: (at, desk) => rules(at, desk, "fired"),
  not_fired: (at, desk) => rules(at, desk, "not-fired"),
  fired_count: (at, desk) =>
    entries(at).flatMap(([rule, cursor]) =>
      isRule(desk, { ...cursor, value: rule }, "key")
        ? [{ kind: "fired-count", rule, count: Number(cursor.value), place: placeOf(cursor) } as const]
        : [],
    ),
  actions: (at, desk) => {
    for (const member of members(at)) checkAction(member, desk);
    return [{ kind: "actions", parts: members(at).map(partOf), inOrder: false, place: placeOf(at) }];
  },
  card: (at, desk) => ofCard(at, desk.cards[0] ?? "", desk),
  cards: (at, desk) =>
    entries(at).flatMap(([card, cursor]) =>
      isKnown(desk, "card in this test", { ...cursor, value: card }, desk.cards, "key")
        ? ofCard(cursor, card, desk)
        : [],
    ),
  escalation: (at, desk) =>
    entries(at).flatMap(([policy, cursor]) => {
      const { levels } = desk;
      if (!isKnown(desk, "policy", { ...cursor, value: policy }, Object.keys(levels), "key")) return [];
      const state = cursor.value as number | string;
      const last = (levels[policy] ?? 0) - 1;
      if (typeof state === "number" && state > last)
        desk.ground.findings.error("value-type", cursor, `The levels of ${policy} are 0 to ${last}`);
      return [
        { kind: "escalation", card: desk.cards[0] ?? "", policy, state, place: placeOf(cursor) } as const,
      ];
    }),
  messages: (at, desk) => {
    for (const member of members(at)) {
      const template = inside(member, "template");
      if (template.value !== undefined)
        isKnown(desk, "template", template, Object.keys(desk.ground.practice.rules.templates));
    }
    return [{ kind: "messages", parts: members(at).map(partOf), place: placeOf(at) }];
  },
  no_messages: (at) => [{ kind: "no-messages", place: placeOf(at, "key") }],
  notices: (at) => [{ kind: "notices", parts: members(at).map(partOf), place: placeOf(at) }],
  timers: (at, desk) => {
    const timers = members(at).flatMap((member) => {
      const due = inside(member, "due");
      const known = isRule(desk, inside(member, "rule"));
      const time = due.value === undefined ? null : timeAt(desk, due);
      return known ? [{ rule: String(inside(member, "rule").value), due: time }] : [];
    });
    return [{ kind: "timers", timers, place: placeOf(at) }];
  },
  refused: (at) => [{ kind: "refused", text: at.value === true ? "" : String(at.value), place: placeOf(at) }],
  trace: (at, desk) => (Array.isArray(at.value) ? members(at) : [at]).flatMap((one) => trace(one, desk)),
};

/** Everything a step expects, in the order written. */
export function readExpect(at: Cursor, desk: TrialDesk): readonly Check[] {
  if (at.value === undefined) return [];
  const inOrder = inside(at, "in_order").value === true;
  const checks = entries(at).flatMap(([key, cursor]) => READERS[key]?.(cursor, desk) ?? []);
  return checks.map((check) => (check.kind === "actions" ? { ...check, inOrder } : check));
}

const rules = (at: Cursor, desk: TrialDesk, kind: "fired" | "not-fired"): readonly Check[] =>
  members(at).flatMap((member) =>
    isRule(desk, member) ? [{ kind, rule: String(member.value), place: placeOf(member) }] : [],
  );

/** Words of actions whose commands are called otherwise are the rules' own: `task`, not `task.add`. */
function checkAction(at: Cursor, { ground }: TrialDesk): void {
  const names = ACTIONS.map(({ key }) => key);
  const [key = ""] = Object.keys(partOf(at));
  if (names.includes(key)) return;
  const suggestion = didYouMean(key, names);
  ground.findings.error(
    "action-key",
    key === "" ? at : inside(at, key),
    `There is no action called \`${key}\``,
    { part: "key", suggestion },
  );
}

function ofCard(at: Cursor, card: string, desk: TrialDesk): readonly Check[] {
  const values = entries(at).flatMap(([name, cursor]) => {
    if (name === "tasks") return [[name, cursor.value ?? null] as const];
    if (name === "assignee" && cursor.value !== null) isKnown(desk, "person in `staff`", cursor, desk.people);
    if (!fieldNamed(desk, name) && OF_CARD.includes(name)) return [[name, cursor.value ?? null] as const];
    if (cursor.value === null)
      return fieldNamed(desk, name) ? [[name, null] as const] : unknownField(cursor, desk, name);
    const value = fieldValue(desk, name, cursor, OF_CARD);
    return value === undefined ? [] : [[name, value as Part[string]] as const];
  });
  checkPlaces(at, desk);
  return values.map(([name, value]) => ({
    ...{ kind: "card", card, values: { [name]: value } },
    place: placeOf(inside(at, name)),
  }));
}

function unknownField(at: Cursor, desk: TrialDesk, name: string): [] {
  fieldValue(desk, name, at, OF_CARD);
  return [];
}

/** A place no card can stand in would be a test that can only fail, or never can. */
function checkPlaces(at: Cursor, desk: TrialDesk): void {
  const { stages } = desk.ground.lifecycle;
  const [stage, state] = [inside(at, "stage"), inside(at, "state")];
  if (
    stage.value !== undefined &&
    !isKnown(
      desk,
      "stage",
      stage,
      stages.map(({ id }) => id),
    )
  )
    return;
  const inThem = stages.filter(({ id }) => stage.value === undefined || id === stage.value);
  if (state.value !== undefined)
    isKnown(
      desk,
      "state",
      state,
      inThem.flatMap(({ states }) => states),
    );
}

function trace(at: Cursor, desk: TrialDesk): readonly Check[] {
  const [rule, outcome, leaves] = [inside(at, "rule"), inside(at, "outcome"), inside(at, "if")];
  const known = isRule(desk, rule);
  if (outcome.value !== undefined && !isKnown(desk, "outcome", outcome, OUTCOMES)) return [];
  if (!known) return [];
  return [
    {
      ...{ kind: "trace", rule: String(rule.value), place: placeOf(at) },
      outcome: typeof outcome.value === "string" ? outcome.value : null,
      leaves: Array.isArray(leaves.value) ? leaves.value.map((leaf) => leaf === true) : null,
    },
  ];
}
