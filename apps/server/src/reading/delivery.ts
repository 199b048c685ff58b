import { reasonText } from "@corridor/engine";
import type { OutboxRow } from "@corridor/engine/ports";
import type { Delivery } from "@corridor/protocol";

/** A delivery in the words of the wire: whose and how it stands, and nothing of what it says. */
export function deliveryOf(row: OutboxRow): Delivery {
  const { effect, status, queuedAt, nextAt, sentAt, attempts, error, via } = row;
  const { key: id, kind, subject } = effect;
  return {
    ...{ id, kind, card: subject.kind === "card" ? subject.id : null, what: whatOf(effect), status, via },
    ...{ queuedAt, nextAt: status === "pending" ? nextAt : null, sentAt, attempts },
    receipt: row.receipt as Delivery["receipt"],
    reason: error === null ? null : { code: error, text: reasonText(error) },
  };
}

function whatOf({ body, kind }: OutboxRow["effect"]): string {
  if (!("event" in body)) return body.command.type;
  const { event } = body;
  if (event.type === "message.queued") return event.data.template;
  if (event.type === "call.requested") return `${event.data.connector}.${event.data.op}`;
  return event.type === "notice.queued" ? (event.data.to.role ?? event.data.to.person ?? kind) : kind;
}

/** What became of a delivery, in the few words that stand behind what a rule did. */
export function becameOf({ status, via, sentAt, nextAt, error, receipt }: OutboxRow): string {
  if (status === "dead") return `not sent: ${reasonText(error ?? "given up")}`;
  if (status === "sent")
    return `${receipt ?? "sent"}${via === null ? "" : ` by ${via}`} ${sentAt ?? ""}`.trim();
  return error === null ? `queued until ${nextAt}` : `queued until ${nextAt}: ${reasonText(error)}`;
}
