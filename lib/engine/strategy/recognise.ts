/**
 * Names the strategy a set of legs forms, as traders call it. A name is for people; margin never
 * depends on it. Fixed shapes are lines of patterns.ts; what needs a number of the legs is here.
 */
import { daysBetween } from "../calendar/new-york";
import { NAMES } from "./patterns";
import { type Shape, type StrategyLeg, shapeOf } from "./signature";

/** Beyond this a diagonal's long call stands in for shares: sold against again and again. */
const SUBSTITUTE_DAYS_MIN = 90;

/** More of one side than of the other, one right and date: the side with more says which. */
const RATIOS: readonly { readonly shape: RegExp; readonly front: string; readonly back: string }[] =
  [
    { shape: /^([+-]\d*)C1 ([+-]\d*)C2$/, front: "call ratio spread", back: "call backspread" },
    { shape: /^([+-]\d*)P1 ([+-]\d*)P2$/, front: "put ratio spread", back: "put backspread" },
  ];

/** The strategy's name; "custom spread" for legs no rule knows. */
export function recogniseStrategy(
  legs: readonly StrategyLeg[],
  /** A lone short put is called by the cash that is set aside for it. */
  { cashSecured = false }: { readonly cashSecured?: boolean } = {},
): string {
  if (legs.every(({ instrument }) => instrument.kind === "equity")) return stockName(legs);
  const shape = shapeOf(legs);
  if (shape === null) return "custom spread";
  if (cashSecured && shape.text === "-P1") return "cash-secured put";
  const name = NAMES.get(shape.text) ?? ratioName(shape) ?? "custom spread";
  if (name.endsWith("butterfly") && !name.includes("iron")) return wingName(name, shape);
  return substituteName(shape) ?? name;
}

function stockName(legs: readonly StrategyLeg[]): string {
  return legs.reduce((sum, { ratio }) => sum + ratio, 0) < 0 ? "short shares" : "shares";
}

/** Of calls the lower strike is the near one, of puts the higher: ratio spreads are long there. */
function ratioName({ text }: Shape): string | null {
  for (const { shape, front, back } of RATIOS) {
    const match = shape.exec(text);
    if (match === null) continue;
    const [low, high] = [countOf(match[1]), countOf(match[2])];
    const [near, far] = text.includes("C1") ? [low, high] : [high, low];
    if (near * far > 0 || Math.abs(near) >= Math.abs(far)) return null;
    return near > 0 ? front : back;
  }
  return null;
}

function countOf(word = ""): number {
  return /\d/.test(word) ? Number(word) : Number(`${word}1`);
}

function wingName(name: string, { options }: Shape): string {
  const [low = 0n, body = 0n, high = 0n] = options.map(({ series }) => series.strikeMicros);
  if (body - low === high - body) return name;
  return `broken-wing ${name.replace(/^(long|short) /, "")}`;
}

/** A far-dated, in-the-money-side long against a short that comes due: shares by other means. */
function substituteName({ text, expiries }: Shape): string | null {
  const [near, later] = expiries;
  if (near === undefined || later === undefined) return null;
  if (daysBetween(near, later) < SUBSTITUTE_DAYS_MIN) return null;
  if (text === "-C2 +C1'") return "poor man's covered call";
  return text === "-P1 +P2'" ? "poor man's covered put" : null;
}
