import { type DemoPractice, type DemoStep, demoPractice } from "@corridor/demo";
import type { Actor, Instant } from "@corridor/domain";
import { type Asked, dispatch, ring } from "@corridor/engine";
import type { PersonaId } from "@corridor/protocol";
import { openStore } from "@corridor/store";
import { type Backing, backingOf } from "../house/backing.ts";
import { foundPractice } from "../house/found-practice.ts";
import { openHouse } from "../house/house.ts";
import type { OpenPractice } from "../house/practice.ts";
import { judging } from "../senders/judging.ts";
import { standInConnectors } from "../senders/stand-ins.ts";
import { createSender } from "../senders/sender.ts";

const SEED = 1;
const WINDOW_MS = 8 * 60_000;

/** Whom a visitor of the demo may be: the same people for every seed. */
export function demoPersonas(now: Instant): ReadonlyMap<PersonaId, string> {
  return new Map(
    demoPractice(SEED, now).people.flatMap(({ id, persona }) =>
      persona === null ? [] : [[persona, id] as const],
    ),
  );
}

export interface SeedOptions {
  readonly appUrl: string;
  readonly rulesDir: string;
  readonly now: Instant;
  say(line: string): void;
  fault(error: unknown): void;
}

/**
 * Lets the demo practice live its past ten days through the one way in, under a clock that is set to each of its
 * moments: rules act and clocks ring as they would have. Returns how many steps were refused.
 */
export async function seedDemo({ appUrl, rulesDir, now, say, fault }: SeedOptions): Promise<number> {
  const demo = demoPractice(SEED, now);
  let clock = demo.steps[0]?.at ?? now;
  const store = backingOf(await openStore({ appUrl, clock: () => clock }));
  // Nobody else writes yet, so nobody need be asked after each commit how far the history has grown.
  const backing: Backing = { ...store, tail: { follow: () => () => undefined } };
  const sender = (practice: OpenPractice) => createSender(practice, backing, standInConnectors);
  const house = await openHouse({ backing, tickers: false, sender, fault });
  try {
    say("Setting up the demo practice …");
    const id = await foundPractice(house, backing, rulesDir, demo.name);
    const practice = await house.practice(id);
    const refused = await live(practice, backing, demo, (at) => {
      clock = at > clock ? at : clock;
    });
    await practice.crier.settled();
    say(
      `The demo practice has ${practice.mirror.rows.size} cards of ${practice.mirror.patients.size} patients.`,
    );
    return refused;
  } finally {
    await house.close();
    await backing.close();
  }
}

async function live(
  practice: OpenPractice,
  backing: Backing,
  demo: DemoPractice,
  set: (at: Instant) => void,
): Promise<number> {
  const { worklist } = backing;
  const { id } = practice.row;
  const authority = { execute: (_practice: string, asked: Asked) => practice.execute(asked) };
  const sends = {
    ...{ authority, worklist, sender: createSender(practice, backing, standInConnectors) },
    judge: judging(practice),
  };
  // What an answer leaves to be sent goes out with the next look.
  const send = () => dispatch(id, sends);
  let refused = 0;
  for (const steps of windows(demo.steps)) {
    const at = steps.at(-1)?.at ?? "";
    for (let next = nextDue(practice); next !== null && next <= at; next = nextDue(practice)) {
      set(next);
      await ring(id, authority, worklist);
      await send();
    }
    set(at);
    const asked = steps.map(({ n, input: { subject, command, actorPersona } }) =>
      practice.execute({ id: `demo:${n}`, subject, actor: actorOf(demo, actorPersona), ask: { command } }),
    );
    const done = await Promise.all(asked);
    refused += done.filter(({ ok }) => !ok).length;
    if (done.some((one) => one.ok && one.events.some(({ type }) => SENDS.has(type)))) await send();
  }
  while ((await send()) > 0) continue;
  return refused;
}

type Numbered = DemoStep & { readonly n: number };

/** Steps of a few minutes share a moment and so a commit: a transaction for each would make the first start wait. */
function windows(steps: readonly DemoStep[]): readonly (readonly Numbered[])[] {
  const all: Numbered[][] = [];
  let until = 0;
  for (const [n, step] of steps.entries()) {
    if (Date.parse(step.at) > until) {
      all.push([]);
      until = Date.parse(step.at) + WINDOW_MS;
    }
    all.at(-1)?.push({ ...step, n });
  }
  return all;
}

/** Events that leave something to be sent: the outbox is looked at after these alone. */
const SENDS = new Set(["message.queued", "notice.queued", "call.requested", "patient.changed"]);

/** The first clock to ring, from memory: asking the database before every step would double the work. */
function nextDue({ mirror }: OpenPractice): Instant | null {
  let first: Instant | null = null;
  for (const { timers } of mirror.rows.values())
    for (const { due } of timers) if (due !== null && (first === null || due < first)) first = due;
  return first;
}

function actorOf(demo: DemoPractice, persona: string): Actor {
  const person = demo.people.find((one) => one.persona === persona);
  return { kind: "user", id: person?.id ?? persona, role: person?.roles[0] ?? "front_desk" };
}
