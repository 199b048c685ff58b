import type { Event } from "@corridor/domain";
import type { HistoryQuery as PortQuery } from "@corridor/engine/ports";
import type { History, HistoryQuery } from "@corridor/protocol";
import type { Backing } from "../house/backing.ts";
import type { OpenPractice } from "../house/practice.ts";
import { Reader } from "../reading/reader.ts";
import type { Viewer } from "../sessions/viewer.ts";
import { rowOf } from "./cards.ts";
import { type Doors, numberIn } from "./route.ts";

const MOST = 1_000;
const USUAL = 100;
/** Events looked through at a time when going backwards, and how often before an empty page is answered. */
const WINDOW = 2_000;
const WINDOWS = 25;

export function historyRoutes({ serve }: Doors): void {
  serve("history", async ({ query, viewer, practice, backing }) => page(viewer, practice, backing, query));
  serve("cardHistory", async ({ params, query, viewer, practice, backing }) => {
    const { card } = rowOf(practice, params["id"]);
    return page(viewer, practice, backing, { ...query, card: card.id });
  });
}

async function page(
  viewer: Viewer,
  practice: OpenPractice,
  backing: Backing,
  query: HistoryQuery,
): Promise<History> {
  const limit = numberIn(query, "limit", MOST) ?? USUAL;
  const [after, until] = [numberIn(query, "after") ?? 0, numberIn(query, "until")];
  const { card, rule, actor, type } = query;
  const asked: Omit<PortQuery, "limit"> = {
    ...(card !== undefined && { card }),
    ...(rule !== undefined && { rule }),
    ...(actor !== undefined && { actor }),
    ...(type !== undefined && { type }),
  };
  const found =
    query.order === "desc"
      ? await backwards(practice, backing, asked, { after, until, limit })
      : await forwards(practice, backing, { ...asked, after, limit, ...(until !== undefined && { until }) });
  const reader = await Reader.for(viewer, practice, backing, found.events);
  return {
    events: found.events.map((event) => reader.event(event)),
    next: found.next,
    seq: practice.crier.seq,
  };
}

interface Found {
  readonly events: readonly Event[];
  readonly next: number | null;
}

async function forwards({ row }: OpenPractice, { history }: Backing, query: PortQuery): Promise<Found> {
  if (query.limit === 0) return { events: [], next: null };
  const events = await history.events(row.id, { ...query, limit: query.limit + 1 });
  const kept = events.slice(0, query.limit);
  return { events: kept, next: events.length > query.limit ? (kept.at(-1)?.seq ?? null) : null };
}

/** Newest first. The port reads forwards only, so a window is read and turned round until the page is full. */
async function backwards(
  { row, crier }: OpenPractice,
  { history }: Backing,
  query: Omit<PortQuery, "limit">,
  { after, until, limit }: { after: number; until: number | undefined; limit: number },
): Promise<Found> {
  const events: Event[] = [];
  let top = Math.min(until ?? crier.seq, crier.seq);
  // A card's history is short and found by index: all of it is one window.
  const size = query.card === undefined ? WINDOW : Number.MAX_SAFE_INTEGER;
  for (let n = 0; n < WINDOWS && top > after && events.length <= limit; n += 1) {
    const bottom = Math.max(after, top - size);
    events.push(
      ...(
        await history.events(row.id, { ...query, after: bottom, until: top, limit: 1_000_000 })
      ).toReversed(),
    );
    top = bottom;
  }
  const kept = events.slice(0, limit);
  const rest = events[limit];
  return { events: kept, next: rest ? rest.seq : top > after && kept.length < limit ? top : null };
}
