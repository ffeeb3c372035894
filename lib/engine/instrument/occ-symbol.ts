/**
 * OCC option symbols as Alpaca writes them: root, YYMMDD, C or P, strike x 1000 in 8 digits, without
 * the padding spaces of the 21-character form.
 *
 * Source: OCC symbology; alpaca-wire.md §1.10, read 2026-11-20.
 */
import type { IsoDate } from "../calendar/new-york";
import { type Micros, micros } from "../money";

export type OptionRight = "call" | "put";

export interface OccTerms {
  readonly root: string;
  readonly expiryDate: IsoDate;
  readonly right: OptionRight;
  readonly strikeMicros: Micros;
}

const OCC = /^([A-Z]{1,5}[0-9]?)([0-9]{2})([0-9]{2})([0-9]{2})([CP])([0-9]{8})$/;

/** Reads "SPY261218C00600000"; null when the text is not an option symbol. */
export function parseOccSymbol(symbol: string): OccTerms | null {
  const match = OCC.exec(symbol);
  if (match === null) return null;
  const [, root = "", year, month, day, right, strike = ""] = match;
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return null;
  return {
    root,
    expiryDate: `20${year}-${month}-${day}`,
    right: right === "C" ? "call" : "put",
    strikeMicros: micros(BigInt(strike) * 1_000n),
  };
}

/** Writes the symbol of a series; the strike must be a whole number of thousandths of a dollar. */
export function occSymbol({ root, expiryDate, right, strikeMicros }: OccTerms): string {
  const date = expiryDate.slice(2).replaceAll("-", "");
  const strike = (strikeMicros / 1_000n).toString().padStart(8, "0");
  return `${root}${date}${right === "call" ? "C" : "P"}${strike}`;
}

/** The root of an adjusted series: "TSLA" becomes "TSLA1", and "TSLA1" becomes "TSLA2". */
export function adjustedRoot(root: string): string {
  const digit = /[0-9]$/.exec(root)?.[0];
  if (digit === undefined) return `${root}1`;
  return `${root.slice(0, -1)}${(Number(digit) % 9) + 1}`;
}

/** The root options on a symbol are listed under: letters only, five at most ("BRK.B" is "BRKB"). */
export function rootOf(symbol: string): string {
  return symbol.replace(/[^A-Z]/g, "").slice(0, 5);
}
