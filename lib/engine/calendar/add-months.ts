/** The same day some months on; the last day of a month that is too short for it. */
import { addDays, type IsoDate } from "./new-york";

/** "2026-11-30" and 3 months is "2027-02-28". */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const lastDay = Number(addDays(firstOf(index + 1), -1).slice(8));
  const day = Math.min(Number(date.slice(8)), lastDay);
  return `${firstOf(index).slice(0, 8)}${String(day).padStart(2, "0")}`;
}

function firstOf(monthIndex: number): IsoDate {
  const month = String((monthIndex % 12) + 1).padStart(2, "0");
  return `${String(Math.floor(monthIndex / 12)).padStart(4, "0")}-${month}-01`;
}
