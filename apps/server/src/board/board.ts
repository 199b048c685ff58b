import { setImmediate as turn } from "node:timers/promises";
import { stageOf } from "@corridor/domain";
import { summarise } from "@corridor/engine";
import type { Board } from "@corridor/protocol";
import type { Ruleset } from "@corridor/rules";
import { refuse } from "../errors/problem.ts";
import type { Backing } from "../house/backing.ts";
import type { OpenPractice } from "../house/practice.ts";
import type { Viewer } from "../sessions/viewer.ts";

/** Cards summed up before everybody else has a turn. */
const A_TURN = 250;

type Head = Omit<Board, "cards">;

/** The living board as JSON text: the view's cards are kept as text, so that loading a board is joining them. */
export function liveBoard(viewer: Viewer, practice: OpenPractice, location: string | null): string {
  const view = practice.views.of(viewer.role, location);
  const at = new Date().toISOString();
  const head = headOf(practice, view.ruleset, { seq: practice.crier.seq, at, readOnly: false });
  return withCards(head, view.cards(at));
}

/** The board as it was when the history had reached `seq`, in the words and the mask of today's viewer. */
export async function boardAt(
  viewer: Viewer,
  practice: OpenPractice,
  backing: Backing,
  location: string | null,
  seq: number,
): Promise<string> {
  const { id } = practice.row;
  const [last] = seq === 0 ? [] : await backing.history.events(id, { after: seq - 1, until: seq, limit: 1 });
  if (seq > 0 && !last) throw refuse("not_found", `The history does not reach ${seq} yet.`);
  const ruleset = await rulesetAt(practice, last?.ruleset);
  const at = last?.at ?? new Date(0).toISOString();
  const { sees } = practice.views.of(viewer.role, location);
  const rows = await practice.past.at(seq);
  const cards: Board["cards"] = [];
  for (const row of rows) {
    if (location !== null && row.card.location !== location) continue;
    if (cards.length % A_TURN === A_TURN - 1) await turn();
    const display = practice.mirror.names.patient(row.card.patient, sees);
    const law = elderOf(practice, ruleset, row.card.lifecycle) ?? ruleset;
    cards.push(summarise(row, law, { role: viewer.role, display, now: at }));
  }
  return withCards(headOf(practice, ruleset, { seq, at, readOnly: true }), JSON.stringify(cards));
}

/** The rules of that day; before the first activation, today's. */
async function rulesetAt({ shelf, views }: OpenPractice, hash: string | undefined): Promise<Ruleset> {
  if (hash !== undefined && hash !== "none") return shelf.of(hash);
  if (!views.ready || shelf.active === null) throw noRules();
  return shelf.active;
}

/** A location of this practice, or a refusal; null is all of them. */
export function knownLocation(
  practice: OpenPractice,
  ruleset: Ruleset,
  given: string | undefined,
): string | null {
  if (given === undefined) return null;
  if (locationsOf(practice, ruleset).some(({ id }) => id === given)) return given;
  throw refuse("not_found", "There is no such location.");
}

export const noRules = () => refuse("not_ready", "This practice has no rules yet; activate a ruleset first.");

function headOf(practice: OpenPractice, ruleset: Ruleset, when: Pick<Head, "seq" | "at" | "readOnly">): Head {
  const { row, mirror } = practice;
  const { practice: rules } = ruleset;
  const lifecycle = withOlderStages(practice, ruleset);
  const staff = [...mirror.people.values()].filter((person) => person.active);
  return {
    practice: { id: row.id, name: row.name, timezone: rules.timezone },
    ...when,
    lifecycle: lifecycle as Head["lifecycle"],
    stages: lifecycle.stages.map(({ id, name, final, wip }) => ({ id, name, final, wip, ageing: null })),
    people: staff.map(({ id, roles }) => ({ id, display: mirror.names.staff(id) ?? id, roles: [...roles] })),
    locations: locationsOf(practice, ruleset),
    types: [...rules.cardTypes],
  };
}

function elderOf({ shelf }: OpenPractice, { lifecycle }: Ruleset, version: number): Ruleset | undefined {
  return version === lifecycle.version ? undefined : shelf.elders.get(version);
}

/** Cards that keep an older lifecycle may stand in a column that the active one does not have: it is shown behind. */
function withOlderStages(practice: OpenPractice, ruleset: Ruleset): Ruleset["lifecycle"] {
  const stages = new Map(ruleset.lifecycle.stages.map((stage) => [stage.id, stage]));
  if (practice.shelf.elders.size > 0)
    for (const { card } of practice.mirror.rows.values()) {
      if (stages.has(card.stage)) continue;
      const elder = elderOf(practice, ruleset, card.lifecycle);
      const stage = elder && stageOf(elder.lifecycle, card.stage);
      if (stage) stages.set(stage.id, stage);
    }
  return { ...ruleset.lifecycle, stages: [...stages.values()] };
}

/** The locations the rules name, then those that only cards are at (an import brought them). */
export function locationsOf({ mirror }: OpenPractice, { practice }: Ruleset): Head["locations"] {
  const named = practice.locations.map((location) => ({ ...location }));
  const others = [...mirror.locations].filter((id) => !named.some((location) => location.id === id)).sort();
  return [...named, ...others.map((id) => ({ id, name: id }))];
}

function withCards(head: Head, cards: string): string {
  return `${JSON.stringify(head).slice(0, -1)},"cards":${cards}}`;
}
