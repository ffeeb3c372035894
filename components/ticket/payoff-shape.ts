/** Where the payoff curves lie on the drawing. Plain numbers: this is a picture, not an account. */
import type { PayoffView } from "@/lib/wire/raxx/payoff";

export const WIDTH = 328;
export const HEIGHT = 132;
const PAD = 10;

export interface PayoffShape {
  /** A curve a date, points "x,y x,y …". */
  readonly lines: readonly string[];
  /** The last curve closed along the zero line. */
  readonly area: string;
  readonly zeroY: number;
  readonly low: number;
  readonly high: number;
  readonly xOf: (price: number) => number;
}

/** Lays the curves out; null when there is nothing to draw. */
export function payoffShape({
  prices,
  dates,
}: Pick<PayoffView, "prices" | "dates">): PayoffShape | null {
  const [low, high] = [prices[0], prices.at(-1)];
  const last = dates.at(-1);
  if (low === undefined || high === undefined || last === undefined || high <= low) return null;
  const profits = dates.flatMap((date) => date.profits);
  const top = Math.max(0, ...profits);
  const bottom = Math.min(0, ...profits);
  const span = top - bottom || 1;
  const xOf = (price: number) => ((price - low) / (high - low)) * WIDTH;
  const yOf = (profit: number) => PAD + ((top - profit) / span) * (HEIGHT - 2 * PAD);
  const at = (x: number, y: number) => `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
  const lineOf = (values: readonly number[]) =>
    prices.map((price, index) => at(xOf(price), yOf(values[index] ?? 0))).join(" ");
  const zeroY = yOf(0);
  const lines = dates.map((date) => lineOf(date.profits));
  return {
    lines,
    area: `${at(0, zeroY)} ${lines.at(-1)} ${at(WIDTH, zeroY)}`,
    zeroY,
    low,
    high,
    xOf,
  };
}
