/** Where the payoff curve lies on the drawing. Plain numbers: this is a picture, not an account. */
import type { PreviewView } from "@/lib/wire/raxx/preview";

export const WIDTH = 328;
export const HEIGHT = 92;
const PAD = 8;

export interface PayoffShape {
  /** Points of the curve, "x,y x,y …". */
  readonly line: string;
  /** The curve closed along the zero line. */
  readonly area: string;
  readonly zeroY: number;
  readonly low: number;
  readonly high: number;
  readonly xOf: (price: number) => number;
}

type Points = PreviewView["payoff"];

/** Part of the highest strike that is shown beyond the strikes: about what a month may bring. */
const BEYOND = 0.08;

/**
 * The part of the curve where something happens. The server's points reach from a worthless
 * underlying to a doubled one, across which a spread would be a cliff without a slope.
 */
function nearStrikes(points: Points): Points {
  const corners = points.slice(1, -1);
  const [lowest, highest] = [corners[0], corners.at(-1)];
  if (lowest === undefined || highest === undefined) return points;
  const beyond = Math.max(highest.price - lowest.price, highest.price * BEYOND);
  const low = Math.max(points[0]?.price ?? 0, lowest.price - beyond);
  const high = Math.min(points.at(-1)?.price ?? 0, highest.price + beyond);
  return [pointAt(points, low), ...corners, pointAt(points, high)];
}

/** The point of the curve at a price, on the straight line between its neighbours. */
function pointAt(points: Points, price: number): Points[number] {
  const right = Math.max(
    1,
    points.findIndex((point) => point.price >= price),
  );
  const [a, b] = [points[right - 1], points[right]];
  if (a === undefined || b === undefined || a.price === b.price) return { price, profit: 0 };
  const part = (price - a.price) / (b.price - a.price);
  return { price, profit: a.profit + part * (b.profit - a.profit) };
}

/** Lays the curve out; null when there is nothing to draw. */
export function payoffShape(all: Points): PayoffShape | null {
  const points = nearStrikes(all);
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined || last.price <= first.price) return null;
  const profits = points.map(({ profit }) => profit);
  const top = Math.max(0, ...profits);
  const bottom = Math.min(0, ...profits);
  const span = top - bottom || 1;
  const xOf = (price: number) => ((price - first.price) / (last.price - first.price)) * WIDTH;
  const yOf = (profit: number) => PAD + ((top - profit) / span) * (HEIGHT - 2 * PAD);
  const at = (x: number, y: number) => `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
  const line = points.map(({ price, profit }) => at(xOf(price), yOf(profit))).join(" ");
  const zeroY = yOf(0);
  return {
    line,
    area: `${at(0, zeroY)} ${line} ${at(WIDTH, zeroY)}`,
    zeroY,
    low: first.price,
    high: last.price,
    xOf,
  };
}
