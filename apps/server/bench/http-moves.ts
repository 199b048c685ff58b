import { randomUUID } from "node:crypto";
import type { HttpClient } from "./http-client.ts";
import { percentile, rate } from "./rate.ts";

/** Moves a second through the door, each client on cards of its own; every move starts a rule. */
export async function httpMoves(
  client: HttpClient,
  cards: readonly string[],
  clients: number,
  seconds: number,
) {
  const { versions, places } = await seen(client);
  const times: number[] = [];
  const share = Math.floor(cards.length / clients);
  let errors = 0;
  const perSecond = await rate(clients, seconds, async (who, turn) => {
    const card = cards[who * share + (turn % share)] as string;
    const to = places.get(card) === "scheduling" ? "intake" : "scheduling";
    const version = versions.get(card);
    const begun = performance.now();
    const headers = { "if-match": `"${version}"`, "idempotency-key": randomUUID() };
    const { status, body } = await client.call(
      "POST",
      `/cards/${card}/commands`,
      { type: "move", to },
      headers,
    );
    times.push(performance.now() - begun);
    if (status !== 200) {
      errors += 1;
      return;
    }
    const { version: after, events } = body as { version: number; events: { actor: { kind: string } }[] };
    if (!events.some((event) => event.actor.kind === "rule")) throw new Error("a move started no rule");
    versions.set(card, after);
    places.set(card, to);
  });
  return { perSecond, errors, p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

/** What a board knows before its first drag: where every card stands, and at which version. */
async function seen(client: HttpClient) {
  const { body } = await client.call("GET", "/board");
  const { cards } = body as { cards: { id: string; version: number; stage: string }[] };
  return {
    versions: new Map(cards.map(({ id, version }) => [id, version])),
    places: new Map(cards.map(({ id, stage }) => [id, stage])),
  };
}
