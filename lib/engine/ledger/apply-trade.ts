/**
 * What a trade does to a position at average cost: the part that closes releases its share of the
 * cost and realises the difference, the part that opens adds cost. Crossing zero does both.
 */
import type { Position } from "../account/account-state";
import { type Instrument, multiplierOf } from "../instrument/instrument";
import {
  absNanos,
  type Micros,
  micros,
  minNanos,
  type Nanos,
  nanos,
  notional,
  prorate,
  ZERO_MICROS,
  ZERO_NANOS,
} from "../money";
import type { OrderSide } from "../order/order";
import { signedNanos } from "../order/order";

export interface Trade {
  readonly instrument: Instrument;
  readonly side: OrderSide;
  readonly qtyNanos: Nanos;
  readonly priceMicros: Micros;
}

export interface TradeResult {
  readonly position: Position;
  /** Cash received, negative when paid. */
  readonly cashMicros: Micros;
  /** Change of the position's cost. */
  readonly costMicros: Micros;
  /** Profit realised by the closing part; negative for a loss. */
  readonly realizedMicros: Micros;
}

/** Applies a trade to the position held before it (null when flat). */
export function applyTrade(before: Position | null, trade: Trade): TradeResult {
  const heldNanos = before?.qtyNanos ?? ZERO_NANOS;
  const heldCost = before?.costMicros ?? ZERO_MICROS;
  const delta = signedNanos(trade.side, trade.qtyNanos);
  const multiplier = multiplierOf(trade.instrument);
  const cashMicros = micros(-notional(trade.priceMicros, delta, multiplier));

  const closes = heldNanos !== 0n && heldNanos > 0n !== delta > 0n;
  const closing = closes ? minNanos(absNanos(heldNanos), trade.qtyNanos) : ZERO_NANOS;
  const released = closing === 0n ? ZERO_MICROS : prorate(heldCost, closing, absNanos(heldNanos));
  const openingNanos = nanos(trade.qtyNanos - closing);
  const added = notional(trade.priceMicros, signedNanos(trade.side, openingNanos), multiplier);

  const costMicros = micros(added - released);
  return {
    position: {
      symbol: trade.instrument.symbol,
      instrument: trade.instrument,
      qtyNanos: nanos(heldNanos + delta),
      costMicros: micros(heldCost + costMicros),
    },
    cashMicros,
    costMicros,
    realizedMicros: micros(cashMicros + costMicros),
  };
}
