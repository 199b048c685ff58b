import { readWhen, toInstant } from "./dates.ts";
import type { CardItem } from "./result.ts";
import type { Tally } from "./tally.ts";

const MINUTE_MS = 60_000;

interface Booked {
  readonly card: CardItem;
  readonly provider: string;
  readonly ms: number;
  readonly minutes: number;
}

/** Visits of one provider that begin together: almost always one. */
type Beginning = readonly [Booked, ...Booked[]];

/**
 * A provider's time is given once, but files hold visits that ran into each other. An appointment ends at the latest
 * where the provider's next begins; visits that begin together share the time. When a visit really began and ended
 * is on the card all the same.
 */
export function apart(cards: readonly CardItem[], tally: Tally): readonly CardItem[] {
  const beginnings = together(cards.flatMap(booked).sort(byProviderAndTime));
  const times = new Map(beginnings.flatMap((own, i) => shares(own, beginnings[i + 1])));
  return cards.map((card) => {
    const { appointment } = card.command;
    const time = times.get(card.subject.id);
    if (!appointment || !time || (time.start === appointment.start && time.minutes === appointment.minutes))
      return card;
    tally.warn(placed(card), "The provider has another visit at that time; the appointment is cut");
    return {
      ...card,
      command: { ...card.command, appointment: time.minutes < 1 ? null : { ...appointment, ...time } },
    };
  });
}

function booked(card: CardItem): readonly Booked[] {
  const { appointment } = card.command;
  const ms = readWhen(appointment?.start)?.ms ?? null;
  return appointment && ms !== null
    ? [{ card, provider: appointment.provider, ms, minutes: appointment.minutes }]
    : [];
}

function byProviderAndTime(a: Booked, b: Booked): number {
  if (a.provider !== b.provider) return a.provider < b.provider ? -1 : 1;
  return a.ms - b.ms || (a.card.subject.id < b.card.subject.id ? -1 : 1);
}

function together(all: readonly Booked[]): readonly Beginning[] {
  const groups: [Booked, ...Booked[]][] = [];
  for (const one of all) {
    const last = groups.at(-1);
    const joins = last && last[0].provider === one.provider && one.ms - last[0].ms < MINUTE_MS;
    if (joins) last.push(one);
    else groups.push([one]);
  }
  return groups;
}

function shares(own: Beginning, next: Beginning | undefined) {
  const [{ provider, ms }] = own;
  const longest = Math.max(...own.map(({ minutes }) => minutes));
  const until = next?.[0].provider === provider ? Math.floor((next[0].ms - ms) / MINUTE_MS) : longest;
  const minutes = Math.floor(Math.min(longest, until) / own.length);
  return own.map(
    ({ card }, n) => [card.subject.id, { start: toInstant(ms + n * minutes * MINUTE_MS), minutes }] as const,
  );
}

const placed = ({ entry, path, source }: CardItem) => ({
  ...{ index: entry, path, source },
  type: source.slice(0, source.indexOf("/")),
});
