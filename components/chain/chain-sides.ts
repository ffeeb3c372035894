/** Which columns a chain shows and what a press on them means. */
import type { ChainRowView, ChainSideView } from "@/lib/wire/raxx/desk";

export type Right = "call" | "put";
export type Sides = "both" | Right;

export interface PressCell {
  readonly right: Right;
  /** Pressing a bid sells to it, pressing an ask buys from it. */
  readonly side: "buy" | "sell";
}

const BOTH: readonly PressCell[] = [
  { right: "call", side: "sell" },
  { right: "call", side: "buy" },
  { right: "put", side: "sell" },
  { right: "put", side: "buy" },
];

/** The cells of a row that can be pressed, from left to right. */
export function pressCells(sides: Sides): readonly PressCell[] {
  return sides === "both" ? BOTH : BOTH.filter(({ right }) => right === sides);
}

/** The series of a row on one side. */
export function sideOf(row: ChainRowView, right: Right): ChainSideView | null {
  return right === "call" ? row.call : row.put;
}

/** One grid for header and rows, so that columns line up without a table's layout cost. */
export function columnsOf(sides: Sides): string {
  return sides === "both"
    ? "minmax(2.6rem,1fr) minmax(3rem,1fr) minmax(3.6rem,1.2fr) minmax(3.6rem,1.2fr) minmax(4rem,1fr) minmax(3.6rem,1.2fr) minmax(3.6rem,1.2fr) minmax(3rem,1fr) minmax(2.6rem,1fr)"
    : "minmax(4rem,1fr) minmax(4.5rem,1.4fr) minmax(4.5rem,1.4fr) minmax(3.2rem,1fr) minmax(3.2rem,1fr)";
}
