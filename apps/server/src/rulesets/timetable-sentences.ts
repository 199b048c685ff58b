import type { TimetableChange } from "@corridor/engine";
import type { Ruleset } from "@corridor/rules";
import { dayIn, timeIn, weekdayIn } from "@corridor/time";
import { many } from "./counted.ts";

/** What becomes of the clocks of the whole practice, a sentence for each rule; times as its clocks show them. */
export function timetableSentences(
  changes: readonly TimetableChange[],
  now: Ruleset | null,
  next: Ruleset,
  zone: string,
): string[] {
  return changes.map(({ rule, change, due, cards }) => {
    const name = (next.rule(rule) ?? now?.rule(rule))?.name ?? rule;
    if (change === "cancelled") return `Timetable of ${name}: ended`;
    const when =
      due === null
        ? "at once"
        : `on ${WEEKDAY[weekdayIn(due, zone)]} ${dayIn(due, zone)} ${timeIn(due, zone)}`;
    if (change === "past-bound")
      return `${name}: the number is past its bound already, so it starts ${when}${due === null ? "" : " unless that changes"}`;
    const on = cards === null ? "" : `, on ${many(cards, "card")} as they stand now`;
    return `Timetable of ${name}: ${change === "armed" ? "starts first" : "goes on"} ${when}${on}`;
  });
}

const WEEKDAY: Readonly<Record<string, string>> = {
  ...{ mon: "Monday", tue: "Tuesday", wed: "Wednesday", thu: "Thursday", fri: "Friday" },
  ...{ sat: "Saturday", sun: "Sunday" },
};
