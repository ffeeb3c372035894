/** Instants in query strings: RFC 3339, or a New York date that means its first moment (alpaca-wire.md §1.4, §1.7). */
import { z } from "zod";
import { addDays, type IsoDate, instantOf } from "@/lib/engine/calendar/new-york";

/** How a document names one. */
export const Instant = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })])
  .meta({ id: "Instant", description: "A date, or an RFC 3339 time" });

const DATE = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
/** A "+" of an offset that was not escaped arrives as a space. */
const RFC3339 =
  /^([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}:[0-9]{2}:[0-9]{2})(\.[0-9]{1,9})?([Zz]|[+ -][0-9]{2}:[0-9]{2})$/;
const TEXT_LENGTH_MAX = 40;

/** Reads an instant as epoch ms; null when the text is none. */
export function parseInstant(text: string): number | null {
  const date = parseDate(text);
  if (date !== null) return instantOf(date, 0);
  const match = text.length > TEXT_LENGTH_MAX ? null : RFC3339.exec(text);
  if (match === null) return null;
  const [, day = "", time = "", fraction = "", offset = ""] = match;
  const zone = offset.replace(" ", "+").toUpperCase();
  // The milliseconds are enough to order by: Raxx stamps orders with no more.
  const atMs = Date.parse(`${day}T${time}${fraction.slice(0, 4)}${zone}`);
  return parseDate(day) === null || Number.isNaN(atMs) ? null : atMs;
}

/** Reads a calendar date from 2007 on; null when the text is none. */
export function parseDate(text: string): IsoDate | null {
  if (!DATE.test(text) || text < "2007-01-01") return null;
  try {
    return addDays(text, 0);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
