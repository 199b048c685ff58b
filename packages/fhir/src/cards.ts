import type { CommandOf, Fields, FieldValue } from "@corridor/domain";
import type { Bill } from "./bills.ts";
import { type When, toInstant } from "./dates.ts";
import { idFor } from "./ids.ts";
import { placeOf } from "./place.ts";
import type { CardItem } from "./result.ts";
import { NOWHERE } from "./sites.ts";
import type { Desk, Visit } from "./visits.ts";

const OVER = ["follow_up", "billing", "closed"];
/** Where a card stands in billing, by what its claims have come to. */
const billingStates: Readonly<Record<string, string>> = {
  submitted: "submitted",
  denied: "denied",
  paid: "paid",
};

export function cardItem(visit: Visit, bills: readonly Bill[], { asOf, system }: Told, desk: Desk): CardItem {
  const status = together(bills);
  const billing = `billing.${billingStates[status] ?? "charge_capture"}`;
  const startDay = visit.start?.day ?? asOf;
  const span = { status: visit.status, startDay, endDay: visit.end?.day ?? null };
  const at =
    visit.start === null && visit.status !== "cancelled"
      ? unplaced(visit.status)
      : placeOf(span, asOf, billing);
  const appointment = appointmentOf(visit, at, system);
  warn(visit, at, desk);
  const command: CommandOf<"import"> = {
    ...{
      type: "import",
      card: visit.type,
      location: visit.location,
      patient: idFor(system, visit.patient),
      at,
    },
    ...{ fields: fieldsOf(visit, at, bills, status), appointment, claims: bills.map(({ fact }) => fact) },
  };
  const sources = [...visit.sources, ...bills.map(({ source }) => source)];
  return {
    source: visit.source,
    sources,
    entry: visit.entry.index,
    path: visit.entry.path,
    subject: { kind: "card", id: idFor(system, visit.key) },
    command,
  };
}

export interface Told {
  readonly asOf: string;
  readonly system: string;
}

/** A request without a time waits to be given one. */
const unplaced = (status: string): string =>
  `scheduling.${status === "waitlist" ? "waitlisted" : "unscheduled"}`;

/** What was not kept, or is only wished for, is no appointment: its time is the provider's again. */
const WITHOUT = ["cancelled", "scheduling.unscheduled", "scheduling.waitlisted"];

function appointmentOf({ key, start, provider, minutes }: Visit, at: string, system: string): Booked | null {
  if (WITHOUT.includes(at) || start === null || start.ms === null || provider === null) return null;
  const id = idFor(system, `${key}#appointment`);
  return { id, start: toInstant(start.ms), minutes, provider: idFor(system, provider), slot: null };
}

type Booked = NonNullable<CommandOf<"import">["appointment"]>;

function warn(visit: Visit, at: string, { tally }: Desk): void {
  const { start, provider, location } = visit;
  if (location === NOWHERE)
    tally.warn(visit.entry, `No site is named that can be found; the card stands at ${NOWHERE}`);
  if (WITHOUT.includes(at)) return;
  if (provider === null)
    tally.warn(visit.entry, "No provider is named that can be found; the card has no appointment");
  else if (start?.ms === null)
    tally.warn(visit.entry, "No time of day is written; the card has no appointment");
}

function fieldsOf(visit: Visit, at: string, bills: readonly Bill[], status: string): Fields {
  const over = OVER.includes(at.split(".")[0] ?? "");
  const said: Record<string, FieldValue> = {
    "encounter.class": visit.class,
    "encounter.started_at":
      visit.class !== null && (over || at.startsWith("treatment")) ? instant(visit.start) : null,
    "encounter.ended_at": visit.class !== null && over ? instant(visit.end) : null,
    "treatment.type": visit.treatment,
    "treatment.completed_at": over ? instant(visit.end ?? visit.start) : null,
    "documentation.complete": over ? true : null,
    ...(bills.length > 0 ? billFields(bills, status) : {}),
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null));
}

const instant = (when: When | null): string | null => (when?.ms == null ? null : toInstant(when.ms));

function billFields(bills: readonly Bill[], status: string): Record<string, FieldValue> {
  const standing = bills.filter(({ fact }) => fact.status !== "cancelled");
  const claims = standing.filter(({ fact }) => fact.kind === "claim");
  const paid = standing.filter(({ fact }) => fact.kind === "explanation");
  const sum = (some: readonly Bill[]) => some.reduce((total, { fact }) => total + fact.amount, 0);
  const payer = bills.find((bill) => bill.payer !== null)?.payer ?? null;
  return {
    "claim.status": status,
    "claim.count": claims.length,
    "claim.amount_cents": sum(claims),
    "claim.paid_cents": sum(paid),
    "insurance.payer": payer,
    // Whoever has settled a claim knows the patient as insured.
    "insurance.status": paid.some(({ fact }) => fact.status === "paid")
      ? "verified"
      : payer === null
        ? "none"
        : "unverified",
  };
}

/** The claims together stand where the one stands that needs most doing. An answer counts in place of its claim. */
function together(bills: readonly Bill[]): string {
  const answered = new Set(
    bills.filter(({ fact }) => fact.status !== "cancelled").map(({ answers }) => answers),
  );
  const open = bills.filter(({ source }) => !answered.has(source)).map(({ fact }) => fact.status);
  return ["denied", "submitted", "draft", "paid"].find((status) => open.includes(status)) ?? "none";
}
