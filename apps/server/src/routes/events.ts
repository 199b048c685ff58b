import { refuseWith } from "../errors/problem.ts";
import { newId } from "../house/ids.ts";
import { idempotencyKey } from "./asking.ts";
import { rowOf } from "./cards.ts";
import type { Doors } from "./route.ts";

/** What other systems tell of a card. They sign in as people do, and act in the role their account has. */
export function eventRoutes({ serve }: Doors): void {
  serve(
    "tellEvent",
    async ({ body: { card, name, data = {} }, viewer, practice, request }) => {
      rowOf(practice, card);
      const key = idempotencyKey(request);
      const done = await practice.execute({
        id: key ?? newId(),
        subject: { kind: "card", id: card },
        actor: { kind: "api", id: viewer.person, role: viewer.role },
        ask: { command: { type: "raise", name, data } },
        keyed: key !== null,
      });
      if (!done.ok) throw refuseWith(done);
      return { card, seq: done.seq ?? practice.crier.seq, version: done.version };
    },
    { config: { invalidBody: 422 } },
  );
}
