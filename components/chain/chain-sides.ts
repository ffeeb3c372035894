/** Which columns a chain shows and what a press on them means. */
import type { ChainRowView, ChainSideView } from "@/lib/wire/raxx/chain";
import type { Column } from "./chain-columns";

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

const PRICE_REM = 3.2;
const STRIKE_REM = 3.4;

/** The cells of a row that can be pressed, from left to right. */
export function pressCells(sides: Sides): readonly PressCell[] {
  return sides === "both" ? BOTH : BOTH.filter(({ right }) => right === sides);
}

/** The series of a row on one side. */
export function sideOf(row: ChainRowView, right: Right): ChainSideView | null {
  return right === "call" ? row.call : row.put;
}

/** The figures of a side from the prices outwards, so that both sides read alike from the strike. */
export function outward(columns: readonly Column[], right: Right, sides: Sides): readonly Column[] {
  return sides === "both" && right === "call" ? [...columns].reverse() : columns;
}

export interface ChainLayout {
  /** One grid for header and rows, so that columns line up without a table's layout cost. */
  readonly template: string;
  /** Below this width the chain scrolls sideways. */
  readonly minRem: number;
}

export function layoutOf(sides: Sides, columns: readonly Column[]): ChainLayout {
  const figures = columns.map(({ rem }) => rem);
  const prices = [PRICE_REM, PRICE_REM];
  const rems =
    sides === "both"
      ? [...[...figures].reverse(), ...prices, STRIKE_REM, ...prices, ...figures]
      : [STRIKE_REM, ...prices, ...figures];
  return {
    template: rems.map((rem) => `minmax(${rem}rem,${rem}fr)`).join(" "),
    minRem: rems.reduce((sum, rem) => sum + rem, 0),
  };
}
