/** Cuts positions by quantity so that the costs of all slices of one add up to its cost, to the micro. */
import type { Position } from "../account/account-state";
import { present } from "../assert";
import { type Micros, micros, type Nanos, nanos, prorate, ZERO_MICROS, ZERO_NANOS } from "../money";

export interface PositionSlicer {
  /** The next slice of a position, of this quantity with the position's sign. */
  slice(symbol: string, qtyNanos: Nanos): Position;
  /** What has not been cut off yet; null when nothing is left. */
  rest(symbol: string): Position | null;
}

/** Starts with whole positions. */
export function positionSlicer(positions: Iterable<Position>): PositionSlicer {
  const whole = new Map([...positions].map((position) => [position.symbol, position]));
  const cut = new Map<string, Nanos>();
  const costUpTo = (position: Position, qtyNanos: Nanos): Micros =>
    position.qtyNanos === 0n
      ? ZERO_MICROS
      : prorate(position.costMicros, qtyNanos, position.qtyNanos);
  const slice = (symbol: string, qtyNanos: Nanos): Position => {
    const position = present(whole.get(symbol), `${symbol} is held`);
    const from = cut.get(symbol) ?? ZERO_NANOS;
    const to = nanos(from + qtyNanos);
    cut.set(symbol, to);
    const costMicros = micros(costUpTo(position, to) - costUpTo(position, from));
    return { ...position, qtyNanos, costMicros };
  };
  return {
    slice,
    rest(symbol) {
      const left = nanos((whole.get(symbol)?.qtyNanos ?? 0n) - (cut.get(symbol) ?? 0n));
      return left === 0n ? null : slice(symbol, left);
    },
  };
}
