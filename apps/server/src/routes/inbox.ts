import type { InboxItem } from "@corridor/engine/ports";
import type { Notice } from "@corridor/protocol";
import type { OpenPractice } from "../house/practice.ts";
import { escalationOf } from "../reading/card.ts";
import { Reader } from "../reading/reader.ts";
import type { Doors } from "./route.ts";

export function inboxRoutes({ serve }: Doors): void {
  serve("inbox", async ({ viewer, practice, backing }) => {
    const roles = [...new Set([viewer.role, ...(practice.mirror.people.get(viewer.person)?.roles ?? [])])];
    const items = await backing.worklist.inbox(practice.row.id, { person: viewer.person, roles });
    const climbing = items.map(({ card }) => practice.mirror.rows.get(card ?? "")?.card.escalations);
    const reader = await Reader.for(viewer, practice, backing, [items, climbing]);
    const notices = items.map((item) => noticeOf(item, practice, reader));
    return { notices: notices.sort((a, b) => (a.at < b.at ? 1 : -1)) };
  });
}

function noticeOf({ effect, at, card, text }: InboxItem, practice: OpenPractice, reader: Reader): Notice {
  const row = card === null ? undefined : practice.mirror.rows.get(card);
  const climbing = row?.card.escalations.find((one) => one.acknowledgedBy === null);
  return {
    id: effect,
    at,
    card: card ?? "none",
    display: row ? reader.patient(row.card.patient) : "",
    text: reader.text([...text]),
    rule: null,
    escalation: row && climbing ? escalationOf(climbing, row, reader) : null,
  };
}
