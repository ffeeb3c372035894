/**
 * The activities of an event besides fills, as Alpaca lists them (alpaca-wire.md §2.11): the end
 * of the contracts, signed against the position, and the stock it brought as an OPTRD at the strike.
 */
import type { AccountEvent, EventOf } from "@/lib/engine/event/event";
import { isCashSettled } from "@/lib/engine/instrument/settlement";
import type { Exchange } from "@/lib/engine/ledger/apply-trade";
import {
  divideHalfEven,
  type Micros,
  micros,
  NANOS_PER_UNIT,
  type Nanos,
  nanos,
  sumMicros,
  ZERO_MICROS,
} from "@/lib/engine/money";
import { signedNanos } from "@/lib/engine/order/order";

export interface NonTradeActivity {
  readonly type: string;
  readonly symbol: string | null;
  readonly qtyNanos: Nanos | null;
  readonly priceMicros: Micros | null;
  readonly netMicros: Micros;
}

/** The activities of an event, in order; none for events that move nothing. */
export function nonTradeActivities(event: AccountEvent): readonly NonTradeActivity[] {
  switch (event.type) {
    case "order_filled":
      return feesOf(event);
    case "option_exercised":
      return [endOf(event, "OPEXC", nanos(-event.qtyNanos)), ...event.stock.map(stockTrade)];
    case "option_assigned":
      return [endOf(event, "OPASN", event.qtyNanos), ...event.stock.map(stockTrade)];
    case "option_expired": {
      const qtyNanos = event.side === "long" ? nanos(-event.qtyNanos) : event.qtyNanos;
      return [{ ...NO_MONEY, type: "OPEXP", symbol: event.series.symbol, qtyNanos }];
    }
    case "interest_posted":
      return [
        { ...NO_SYMBOL, type: "INT", netMicros: event.interestMicros },
        { ...NO_SYMBOL, type: "INT", netMicros: micros(-event.borrowMicros) },
      ].filter(({ netMicros }) => netMicros !== 0n);
    default:
      return [];
  }
}

/** What a fill paid besides its price, in one sum: the fill itself lists the lines. */
function feesOf({ fees }: EventOf<"order_filled">): readonly NonTradeActivity[] {
  const total = sumMicros(fees.map(({ amountMicros }) => amountMicros));
  if (total === 0n) return [];
  return [{ ...NO_SYMBOL, type: "FEE", netMicros: micros(-total) }];
}

const NO_SYMBOL = { symbol: null, qtyNanos: null, priceMicros: null } as const;
const NO_MONEY = { priceMicros: null, netMicros: ZERO_MICROS } as const;

/** Cash beside the stock belongs to the end of the contracts; a cash settlement is all of it. */
function endOf(
  { series, cashMicros }: EventOf<"option_exercised" | "option_assigned">,
  type: string,
  qtyNanos: Nanos,
): NonTradeActivity {
  return {
    type: isCashSettled(series) ? "OPCSH" : type,
    symbol: series.symbol,
    qtyNanos,
    priceMicros: null,
    netMicros: cashMicros,
  };
}

function stockTrade({ instrument, side, qtyNanos, amountMicros }: Exchange): NonTradeActivity {
  return {
    type: "OPTRD",
    symbol: instrument.symbol,
    qtyNanos: signedNanos(side, qtyNanos),
    priceMicros: micros(divideHalfEven(amountMicros * NANOS_PER_UNIT, qtyNanos)),
    netMicros: side === "buy" ? micros(-amountMicros) : amountMicros,
  };
}
