/**
 * The name of a cell in the table of engine.md §5. A name is for people: the amount is the cell's
 * worst loss whatever it is called.
 */
import { greatestCommonDivisor } from "../divisor";
import type { OptionSeries } from "../instrument/instrument";
import type { SeriesHolding } from "./payoff";

export type CellName =
  | "debit_vertical"
  | "credit_vertical"
  | "calendar"
  | "diagonal"
  | "long_butterfly"
  | "short_butterfly"
  | "long_condor"
  | "short_condor"
  | "iron_butterfly"
  | "iron_condor"
  | "long_box"
  | "short_box"
  | "debit_spread"
  | "complex_spread";

interface Shape {
  /** Sorted by strike, puts before calls at one strike. */
  readonly legs: readonly SeriesHolding[];
  /** "+P-P-C+C" by rising strike, divided by the greatest common ratio. */
  readonly text: string;
  readonly strikes: readonly bigint[];
  readonly oneExpiry: boolean;
}

/** Names a cell; `isFree` says that it can lose nothing at expiry. */
export function cellName(cell: readonly SeriesHolding[], isFree: boolean): CellName | null {
  const shape = shapeOf(cell);
  if (shape.legs.length === 2) return pairName(shape, isFree);
  return shape.oneExpiry ? spreadName(shape) : null;
}

function pairName({ legs, strikes, oneExpiry }: Shape, isFree: boolean): CellName | null {
  const [first, second] = legs;
  if (first === undefined || second === undefined) return null;
  const offsets = first.contracts === -second.contracts;
  if (!offsets || first.series.right !== second.series.right) return null;
  if (!oneExpiry) return strikes[0] === strikes[1] ? "calendar" : "diagonal";
  return isFree ? "debit_vertical" : "credit_vertical";
}

const BUTTERFLIES: { readonly [text: string]: CellName } = {
  "+1C-2C+1C": "long_butterfly",
  "+1P-2P+1P": "long_butterfly",
  "-1C+2C-1C": "short_butterfly",
  "-1P+2P-1P": "short_butterfly",
};
const CONDORS: { readonly [text: string]: CellName } = {
  "+1C-1C-1C+1C": "long_condor",
  "+1P-1P-1P+1P": "long_condor",
  "-1C+1C+1C-1C": "short_condor",
  "-1P+1P+1P-1P": "short_condor",
};
/** Two puts and two calls on two strikes: the same payoff everywhere. */
const BOXES: { readonly [text: string]: CellName } = {
  "-1P+1C+1P-1C": "long_box",
  "+1P-1C-1P+1C": "short_box",
};

function spreadName({ text, strikes }: Shape): CellName | null {
  const [a = 0n, b = 0n, c = 0n, d = 0n] = strikes;
  if (text === "+1P-1P-1C+1C") return b === c ? "iron_butterfly" : "iron_condor";
  if (BOXES[text] !== undefined && a === b && c === d) return BOXES[text] ?? null;
  if (BUTTERFLIES[text] !== undefined) return b - a === c - b ? (BUTTERFLIES[text] ?? null) : null;
  if (CONDORS[text] !== undefined) return b - a === d - c ? (CONDORS[text] ?? null) : null;
  return null;
}

function shapeOf(cell: readonly SeriesHolding[]): Shape {
  const legs = [...cell].sort((a, b) => compare(a.series, b.series));
  const unit = legs.reduce((gcd, { contracts }) => greatestCommonDivisor(gcd, contracts), 0);
  const text = legs.map(({ series, contracts }) => {
    const sign = contracts > 0 ? "+" : "";
    return `${sign}${contracts / unit}${series.right === "call" ? "C" : "P"}`;
  });
  return {
    legs,
    text: text.join(""),
    strikes: legs.map(({ series }) => series.strikeMicros),
    oneExpiry: new Set(legs.map(({ series }) => series.expiryDate)).size === 1,
  };
}

function compare(a: OptionSeries, b: OptionSeries): number {
  if (a.strikeMicros !== b.strikeMicros) return a.strikeMicros < b.strikeMicros ? -1 : 1;
  if (a.right !== b.right) return a.right === "put" ? -1 : 1;
  return a.symbol < b.symbol ? -1 : 1;
}
