/** Drafts of orders as the shell would make them; a test says only what it is about. */
import type { Equity, Instrument, OptionSeries } from "@/lib/engine/instrument/instrument";
import { units } from "@/lib/engine/money";
import type { OrderDraft } from "@/lib/engine/order/draft";
import type { OrderSide, TimeInForce } from "@/lib/engine/order/order";
import { uuidv7 } from "../ids";
import { dollars } from "./fake-market";

function stock(symbol: string): Equity {
  return { kind: "equity", symbol, marginable: true };
}

/** A call of January 2027 on a stock, with its strike in whole dollars. */
export function call(underlying: string, strike: number): OptionSeries {
  return {
    kind: "option",
    symbol: `${underlying}270115C${String(strike * 1_000).padStart(8, "0")}`,
    underlying,
    expiryDate: "2027-01-15",
    strikeMicros: dollars(String(strike)),
    right: "call",
    multiplier: 100,
    style: "american",
    lateClose: false,
    broadIndex: false,
  };
}

interface Wanted {
  readonly side?: OrderSide;
  readonly qty?: number;
  /** Dollars; absent for a market order. */
  readonly limit?: string;
  readonly timeInForce?: TimeInForce;
  readonly clientOrderId?: string;
}

/** One order of one leg: by default a day order to buy one share at the market. */
export function simpleDraft(instrument: Instrument | string, wanted: Wanted = {}): OrderDraft {
  const id = uuidv7(Date.now());
  const clientOrderId = wanted.clientOrderId ?? id;
  const held = typeof instrument === "string" ? stock(instrument) : instrument;
  const side = wanted.side ?? "buy";
  return {
    ...terms(id, clientOrderId, wanted),
    orderClass: "simple",
    legs: [{ id, clientOrderId, instrument: held, side, ratio: 1, intent: null }],
  };
}

/** Buys one series and sells another for a net price per unit. */
export function spreadDraft(
  { buy, sell }: { buy: Instrument; sell: Instrument },
  wanted: Wanted = {},
): OrderDraft {
  const id = uuidv7(Date.now());
  const leg = (instrument: Instrument, side: OrderSide) => {
    const legId = uuidv7(Date.now());
    return { id: legId, clientOrderId: legId, instrument, side, ratio: 1, intent: null };
  };
  return {
    ...terms(id, wanted.clientOrderId ?? id, wanted),
    orderClass: "mleg",
    legs: [leg(buy, "buy"), leg(sell, "sell")],
  };
}

function terms(id: string, clientOrderId: string, { qty, limit, timeInForce }: Wanted) {
  return {
    id,
    clientOrderId,
    terms:
      limit === undefined
        ? ({ type: "market" } as const)
        : ({ type: "limit", limitMicros: dollars(limit) } as const),
    timeInForce: timeInForce ?? ("day" as const),
    qtyNanos: units(qty ?? 1),
  };
}
