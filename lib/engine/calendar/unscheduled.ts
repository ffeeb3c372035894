/**
 * Days on which the exchange closes though its calendar says otherwise: entered by an operator, set by the shell.
 *
 * Only decisions look at the clock of a day, and what they decided is in their events; so a day that is entered
 * later changes nothing that happened. Settlement goes by the published calendar: on days of mourning the
 * clearing house works (DTCC notices for 2018-12-05 and 2025-01-09, read 2026-11-21).
 */
import type { IsoDate } from "./new-york";

export interface UnscheduledDay {
  readonly date: IsoDate;
  readonly kind: "closed" | "half_day";
}

let days: ReadonlyMap<IsoDate, UnscheduledDay["kind"]> = new Map();
let revision = 0;

/** Replaces all of them; answers whether anything changed. */
export function setUnscheduledDays(list: readonly UnscheduledDay[]): boolean {
  const next = new Map(list.map(({ date, kind }) => [date, kind]));
  const same =
    next.size === days.size && [...next].every(([date, kind]) => days.get(date) === kind);
  if (same) return false;
  days = next;
  revision += 1;
  return true;
}

/** What was entered for a date. */
export function unscheduledOn(date: IsoDate): UnscheduledDay["kind"] | null {
  return days.get(date) ?? null;
}

/** Grows with each change: whoever keeps something of the calendar compares it. */
export function calendarRevision(): number {
  return revision;
}
