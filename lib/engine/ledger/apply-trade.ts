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
  const multiplier = multiplierOf(trade.instrument);
  const worth = (signed: Nanos) => notional(trade.priceMicros, signed, multiplier);
  return applyWorth(before, trade, worth);
}

/** A trade at a total instead of a price, as an exercise is: strike x 100 for whatever is delivered. */
export interface Exchange {
  readonly instrument: Instrument;
  readonly side: OrderSide;
  readonly qtyNanos: Nanos;
  /** Paid by a buyer or received by a seller for all of it; never negative. */
  readonly amountMicros: Micros;
}

/** Applies an exchange to the position held before it; each unit costs the same share of the total. */
export function applyExchange(before: Position | null, exchange: Exchange): TradeResult {
  const { amountMicros, qtyNanos } = exchange;
  const worth = (signed: Nanos) => prorate(amountMicros, signed, qtyNanos);
  return applyWorth(before, exchange, worth);
}

function applyWorth(
  before: Position | null,
  trade: Pick<Trade, "instrument" | "side" | "qtyNanos">,
  worth: (signedNanos: Nanos) => Micros,
): TradeResult {
  const heldNanos = before?.qtyNanos ?? ZERO_NANOS;
  const heldCost = before?.costMicros ?? ZERO_MICROS;
  const delta = signedNanos(trade.side, trade.qtyNanos);
  const cashMicros = micros(-worth(delta));

  const closes = heldNanos > 0n !== delta > 0n;
  const closing = closes ? minNanos(absNanos(heldNanos), trade.qtyNanos) : ZERO_NANOS;
  const released = closing === 0n ? ZERO_MICROS : prorate(heldCost, closing, absNanos(heldNanos));
  const opening = signedNanos(trade.side, nanos(trade.qtyNanos - closing));

  const costMicros = micros(worth(opening) - released);
  return {
    position: {
      symbol: trade.instrument.symbol,
      instrument: sameHolding(before, trade.instrument),
      qtyNanos: nanos(heldNanos + delta),
      costMicros: micros(heldCost + costMicros),
    },
    cashMicros,
    costMicros,
    realizedMicros: micros(cashMicros + costMicros),
  };
}

/** What was held under another symbol keeps being known by what it was first held as. */
function sameHolding(before: Position | null, instrument: Instrument): Instrument {
  const id = before?.instrument.id;
  return id === undefined ? instrument : { ...instrument, id };
}
