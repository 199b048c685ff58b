import { type CardSummary, rankBetween } from "@corridor/domain/board";
import { lifecycle, refusedAt } from "./lifecycle.ts";
import { patientName } from "./people.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The same chance in every run. */
function chance(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const waits: Readonly<Record<string, readonly string[]>> = {
  intake: [
    "Insurance not verified",
    "New patient · forms 3/5",
    "Consent unsigned",
    "Referral letter missing",
  ],
  scheduling: [
    "Reschedule · no answer ×2",
    "Prior auth pending",
    "Slot offered Tue 09:20",
    "Waitlist · any morning",
  ],
  treatment: [
    "Room 3 · Dr Okafor",
    "Waiting · lab result",
    "Vitals not taken",
    "Visit documentation is not complete",
  ],
  follow_up: ["Call-back 24 h", "Recall 6 months", "Post-op check"],
  billing: ["Charges not captured", "Claim submitted", "Denied · code 197", "Payer asked for records"],
};
const labels = [
  "Aetna",
  "BCBS",
  "UHC",
  "Self-pay",
  "Fax",
  "SMS",
  "Waitlist",
  "Recall",
  "Post-op",
  "CBC",
  "insurance-unverified",
  "Interpreter",
];
const assignees = ["jo", "dana", "rita", "bela", "okafor", "role:front_desk", "role:nurse", null];
const share = { intake: 7, scheduling: 9, treatment: 4, follow_up: 6, billing: 5, closed: 3, cancelled: 1 };

/** `count` cards over the stages, about as a practice has them. Treatment stays below its limit. */
export function syntheticCards(count: number, now: number): CardSummary[] {
  const random = chance(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const order = Object.entries(share).flatMap(([stage, n]) => Array<string>(n).fill(stage));
  let rank: string | null = null;
  return Array.from({ length: count }, (_, n): CardSummary => {
    rank = rankBetween({ after: rank, before: null });
    const id = order[n % order.length] as string;
    const crowded = id === "treatment" && n >= order.length;
    const stage = lifecycle.stages.find(
      (s) => s.id === (crowded ? "billing" : id),
    ) as (typeof lifecycle.stages)[number];
    const state = pick(stage.states);
    const roll = random();
    const due =
      stage.final || roll > 0.55
        ? null
        : now + (roll < 0.1 ? -40 * MINUTE : roll < 0.25 ? 25 * MINUTE : roll * 30 * HOUR);
    return {
      id: `c${n + 1}`,
      version: 3,
      stage: stage.id,
      state,
      rank,
      type: pick(["visit", "visit", "procedure", "follow-up"]),
      location: random() < 0.7 ? "main" : "north",
      patient: { id: `p${n + 1}`, display: patientName(n) },
      assignee: pick(assignees),
      labels: [...new Set(Array.from({ length: Math.floor(random() * 3) }, () => pick(labels)))],
      due: due === null ? null : new Date(due).toISOString(),
      waitingFor:
        stage.final || random() < 0.2 ? null : { code: "pause", sentence: pick(waits[stage.id] ?? [""]) },
      enteredStageAt: new Date(now - (10 + random() ** 3 * 4000) * MINUTE).toISOString(),
      appointmentStart:
        state === "booked" || state === "confirmed"
          ? new Date(now + random() * 72 * HOUR).toISOString()
          : null,
      refused: refusedAt(stage.id, state),
      automated: random() < 0.18,
    };
  });
}
