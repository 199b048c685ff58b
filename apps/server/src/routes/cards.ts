import { must } from "@corridor/domain";
import type { CommandAnswer } from "@corridor/protocol";
import type { CardRow } from "@corridor/engine/ports";
import { refuse, refuseWith } from "../errors/problem.ts";
import { idFrom, newId } from "../house/ids.ts";
import type { OpenPractice } from "../house/practice.ts";
import { cardOf } from "../reading/card.ts";
import { Reader } from "../reading/reader.ts";
import { type Accepted, ask, idempotencyKey, ifMatch } from "./asking.ts";
import { type Doors, Ready } from "./route.ts";

export const etag = (version: number): string => `"${version}"`;

export function cardRoutes({ serve }: Doors): void {
  serve("createCard", async ({ body, viewer, practice, request, reply }) => {
    const key = idempotencyKey(request);
    const id = key === null ? newId() : idFrom(practice.fingerprint(`card|${key}`));
    const { type, location, patient, fields = {} } = body;
    const { shelf } = practice;
    if (shelf.active && !shelf.active.practice.cardTypes.includes(type))
      throw refuseWith({ code: "place_unknown", because: `This practice has no cards of the type ${type}` });
    if (shelf.active && !shelf.active.practice.locations.some((one) => one.id === location))
      throw refuseWith({
        code: "place_unknown",
        because: `This practice has no location called ${location}`,
      });
    const command = { type: "create", card: type, location, patient, fields } as const;
    const done = await ask(viewer, practice, request, { kind: "card", id }, command);
    const row = await rowAfter(practice, id, done);
    reply.header("etag", etag(done.version));
    const summary = practice.views.of(viewer.role, null).summary(row, new Date().toISOString());
    return { card: summary, seq: done.seq ?? practice.crier.seq };
  });

  serve("card", async ({ params, viewer, practice, backing, reply }) => {
    const row = rowOf(practice, params["id"]);
    reply.header("etag", etag(row.card.version));
    return cardOf(viewer, practice, backing, row);
  });

  serve(
    "command",
    async ({ params, body, viewer, practice, backing, request, reply }) => {
      const id = must(params["id"], "the path has an id");
      const done = await ask(viewer, practice, request, { kind: "card", id }, body, ifMatch(request));
      const row = await rowAfter(practice, id, done);
      const reader = await Reader.for(viewer, practice, backing, done.events);
      reply.header("etag", etag(row.card.version));
      const answer: CommandAnswer = {
        seq: done.seq ?? practice.crier.seq,
        version: row.card.version,
        card: practice.views.of(viewer.role, null).summary(row, new Date().toISOString()),
        events: done.events.map((event) => reader.event(event)),
      };
      // The busiest answer of all: made here member by member, so nothing is left to be taken out of it.
      return new Ready(JSON.stringify(answer));
    },
    // A command that is none is refused as one that may not be: whoever asks has to change it.
    { config: { invalidBody: 422 } },
  );
}

/** A card from memory. */
export function rowOf(practice: OpenPractice, id: string | undefined): CardRow {
  const row = id === undefined ? undefined : practice.mirror.rows.get(id);
  if (!row) throw refuse("not_found", "There is no such card.");
  return row;
}

/** The card as the step left it; for a repeated request as it is by now. */
async function rowAfter(practice: OpenPractice, id: string, { after }: Accepted): Promise<CardRow> {
  if (after?.kind === "card" && after.card) return { card: after.card, timers: after.timers };
  await practice.crier.settled();
  return rowOf(practice, id);
}
