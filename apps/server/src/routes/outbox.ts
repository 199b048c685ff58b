import type { EventType } from "@corridor/domain";
import { refuse, refuseWith } from "../errors/problem.ts";
import { newId } from "../house/ids.ts";
import { deliveryOf } from "../reading/delivery.ts";
import { actorOf } from "../sessions/viewer.ts";
import { idempotencyKey } from "./asking.ts";
import { rowOf } from "./cards.ts";
import { type Doors, numberIn } from "./route.ts";

const MOST = 200;
const QUEUES: readonly EventType[] = ["message.queued", "notice.queued", "call.requested"];

/** What leaves the house, what was given up and why, and beginning that anew. */
export function outboxRoutes({ serve }: Doors): void {
  serve("outbox", async ({ query, practice, backing }) => {
    const { id } = practice.row;
    const { status, card } = query;
    const limit = numberIn(query, "limit", MOST) ?? 100;
    const of = status === undefined ? {} : { status };
    if (card === undefined)
      return { deliveries: (await backing.worklist.outbox(id, { ...of, limit })).map(deliveryOf) };
    rowOf(practice, card);
    // A card's history knows what it has queued: the outbox need not be looked through for it.
    const told = await Promise.all(
      QUEUES.map((type) => backing.history.events(id, { card, type, limit: 1_000 })),
    );
    const keys = told.flat().flatMap(({ data }) => ("effect" in data ? [data.effect] : []));
    const rows = await backing.worklist.outbox(id, { ...of, keys, limit });
    return { deliveries: rows.map(deliveryOf) };
  });

  serve("redrive", async ({ params, viewer, practice, backing, request }) => {
    const effect = params["id"] ?? "";
    const [row] = await backing.worklist.outbox(practice.row.id, { keys: [effect], limit: 1 });
    if (!row) throw refuse("not_found", "There is no such delivery.");
    const { subject } = row.effect;
    const key = idempotencyKey(request);
    const done = await practice.execute({
      id: key ?? newId(),
      subject: subject.kind === "practice" ? { kind: "practice", id: practice.row.id } : subject,
      actor: actorOf(viewer),
      ask: { command: { type: "redrive", effect } },
      keyed: key !== null,
    });
    if (!done.ok) throw refuseWith(done);
    practice.wake();
    return { id: effect, seq: done.seq ?? practice.crier.seq };
  });
}
