import { joined } from "./glossary.ts";

const DAYS: Readonly<Record<string, string>> = {
  ...{ sun: "Sunday", mon: "Monday", tue: "Tuesday", wed: "Wednesday", thu: "Thursday", fri: "Friday" },
  ...{ sat: "Saturday", "0": "Sunday", "1": "Monday", "2": "Tuesday", "3": "Wednesday", "4": "Thursday" },
  ...{ "5": "Friday", "6": "Saturday", "7": "Sunday" },
};

/** `30 7 * * mon-fri` as `at 07:30, Monday to Friday`. A timetable that is not so simple keeps its own words. */
export function timetableWords(cron: string): string {
  const [minute = "", hour = "", day, month, weekday = "*"] = cron.trim().split(/\s+/);
  const simple = /^\d+$/.test(minute) && /^\d+(,\d+)*$/.test(hour) && day === "*" && month === "*";
  const days = daysOf(weekday);
  if (!simple || days === null) return `by the timetable \`${cron}\``;
  const times = hour.split(",").map((one) => `${one.padStart(2, "0")}:${minute.padStart(2, "0")}`);
  return `at ${joined(times)}, ${days}`;
}

function daysOf(weekday: string): string | null {
  if (weekday === "*") return "every day";
  const parts = weekday
    .toLowerCase()
    .split(",")
    .map((part) => part.split("-").map((day) => DAYS[day]));
  if (parts.some((part) => part.length > 2 || part.includes(undefined))) return null;
  return joined(parts.map((part) => part.join(" to ")));
}
