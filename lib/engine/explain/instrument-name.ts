/** How instruments are written for people: "SPY 18 Dec 26 600 put", "AAPL"; "SPY1 …" once adjusted. */
import type { IsoDate } from "../calendar/new-york";
import { formatDecimal } from "../decimal";
import type { Instrument } from "../instrument/instrument";
import { parseOccSymbol } from "../instrument/occ-symbol";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The name of one instrument. */
export function instrumentName(instrument: Instrument): string {
  if (instrument.kind === "equity") return instrument.symbol;
  const { underlying, expiryDate, strikeMicros, right, deliverable } = instrument;
  const root = deliverable === undefined ? null : parseOccSymbol(instrument.symbol)?.root;
  return `${root ?? underlying} ${dayName(expiryDate)} ${formatDecimal(strikeMicros, 6)} ${right}`;
}

/** "18 Dec 26": the year is written because series run two years out. */
export function dayName(date: IsoDate): string {
  const [year = "", month = "1", day = "1"] = date.split("-");
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? ""} ${year.slice(2)}`;
}
