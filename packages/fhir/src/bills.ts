import type { Claim } from "@corridor/domain";
import { idFor } from "./ids.ts";
import type { Money, Reference, Resource } from "./resources.ts";
import type { Read } from "./shelf.ts";
import type { Desk, Visit } from "./visits.ts";

/** A claim or an explanation of benefit, told of one visit. */
export interface Bill {
  readonly source: string;
  readonly fact: Claim;
  readonly payer: string | null;
  /** The claim that an explanation answers. */
  readonly answers: string | null;
}

type BillRead = Read<"Claim"> | Read<"ExplanationOfBenefit">;

/** The bills of each visit, by the visit's source. What belongs to no visit of the file is rejected. */
export function billsOf(
  visits: readonly Visit[],
  desk: Desk,
  system: string,
): ReadonlyMap<string, readonly Bill[]> {
  const bills = new Map<string, Bill[]>(visits.map((visit) => [visit.source, []]));
  for (const read of desk.shelf.all("Claim")) file(read, claimBill(read, desk, system));
  for (const read of desk.shelf.all("ExplanationOfBenefit")) file(read, explanationBill(read, desk, system));
  return bills;

  function file(read: BillRead, bill: Bill): void {
    const encounter = wrong(read) ? null : encounterOf(read, desk);
    const filed = encounter === null ? undefined : bills.get(encounter);
    if (filed) filed.push(bill);
    else desk.tally.reject(read.entry, wrong(read) ?? homeless(encounter));
  }
}

function wrong({ resource }: BillRead): string | null {
  if (resource.status === "entered-in-error") return "It was entered in error";
  return resource.use === undefined || resource.use === "claim" ? null : "It asks beforehand; it is no bill";
}

const homeless = (encounter: string | null): string =>
  encounter === null
    ? "It names no encounter that can be found"
    : "The encounter it names is not a card of this file";

/** The encounter of a line, of the prescription, or of the claim that was answered. */
function encounterOf({ resource }: BillRead, desk: Desk, depth = 0): string | null {
  const { shelf } = desk;
  const named = (resource.item ?? []).flatMap(({ encounter }) => encounter ?? []);
  const direct = named.map((reference) => shelf.nameOf("Encounter", reference)).find((name) => name !== null);
  if (direct) return direct;
  const prescribed = shelf.find("MedicationRequest", resource.prescription)?.resource.encounter;
  const ordered = shelf.nameOf("Encounter", prescribed);
  if (ordered !== null) return ordered;
  const claim = "claim" in resource ? shelf.find("Claim", resource.claim as Reference | undefined) : null;
  return claim && depth === 0 ? encounterOf(claim, desk, 1) : null;
}

function claimBill({ source, resource }: Read<"Claim">, desk: Desk, system: string): Bill {
  const lines = (resource.item ?? []).map(({ net }) => cents(net));
  const amount = resource.total ? cents(resource.total) : lines.reduce((sum, line) => sum + line, 0);
  const status = { draft: "draft", cancelled: "cancelled" }[resource.status ?? ""] ?? "submitted";
  const fact: Claim = { id: idFor(system, source), kind: "claim", status, amount };
  return { source, fact, payer: payerOf(resource, desk), answers: null };
}

/** `complete` says that the payer has settled, even where nothing was left for it to pay. */
const outcomes: Readonly<Record<string, string>> = {
  complete: "paid",
  partial: "submitted",
  queued: "submitted",
  error: "denied",
};

function explanationBill(
  { source, resource }: Read<"ExplanationOfBenefit">,
  desk: Desk,
  system: string,
): Bill {
  const benefit = resource.total?.find(({ category }) =>
    category?.coding?.some(({ code }) => code === "benefit"),
  );
  const amount = cents(resource.payment?.amount ?? benefit?.amount);
  const status =
    resource.status === "cancelled" ? "cancelled" : (outcomes[resource.outcome ?? ""] ?? "submitted");
  const fact: Claim = { id: idFor(system, source), kind: "explanation", status, amount };
  return {
    source,
    fact,
    payer: payerOf(resource, desk),
    answers: desk.shelf.nameOf("Claim", resource.claim),
  };
}

const cents = (money: Money | undefined): number => Math.round((money?.value ?? 0) * 100);

/**
 * Who pays, by name. A coverage may be paid by the patient or the family, whose names stay out: that is `self-pay`.
 */
function payerOf(bill: Resource<"Claim"> | Resource<"ExplanationOfBenefit">, { shelf }: Desk): string | null {
  const insurer = shelf.find("Organization", bill.insurer)?.resource.name ?? bill.insurer?.display;
  if (insurer) return short(insurer);
  const focal = bill.insurance?.find((insurance) => insurance.focal) ?? bill.insurance?.[0];
  const coverage = focal?.coverage;
  const payor = shelf.find("Coverage", coverage)?.resource.payor?.[0];
  if (shelf.nameOf("Patient", payor) !== null || payor?.reference?.includes("RelatedPerson/"))
    return "self-pay";
  const name = shelf.find("Organization", payor)?.resource.name ?? payor?.display ?? coverage?.display;
  return name ? short(name) : null;
}

const short = (name: string): string => name.slice(0, 100);
