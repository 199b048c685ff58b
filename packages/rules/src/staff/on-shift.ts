import type { Instant } from "@corridor/domain";
import { type CompiledCalendar, compileCalendar, isOpen } from "@corridor/time";

const SHIFT = /^([a-z]{3}(?:-[a-z]{3})?) (\d{2}:\d{2}-\d{2}:\d{2})$/;
/** Memo only: the hours of a list of shifts never change. */
const memo = new WeakMap<readonly string[], Map<string, readonly CompiledCalendar[]>>();

/** Whether one of a person's weekly spans (`mon-fri 08:00-17:00`) is open now. A span that can not be read is none. */
export function onShift(shifts: readonly string[], now: Instant, zone: string): boolean {
  return hoursOf(shifts, zone).some((hours) => isOpen(hours, now));
}

function hoursOf(shifts: readonly string[], zone: string): readonly CompiledCalendar[] {
  const zones = memo.get(shifts) ?? new Map<string, readonly CompiledCalendar[]>();
  memo.set(shifts, zones);
  const known = zones.get(zone);
  if (known) return known;
  const hours = shifts.flatMap((shift) => {
    const [, days, range] = SHIFT.exec(shift) ?? [];
    if (days === undefined || range === undefined) return [];
    const compiled = compileCalendar({ open: { [days]: [range] } }, zone);
    return compiled.ok ? [compiled.calendar] : [];
  });
  zones.set(zone, hours);
  return hours;
}
