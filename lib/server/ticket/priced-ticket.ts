/** Prices legs that Raxx itself puts on a ticket: an example, a close, a roll. */
import { formatDollars } from "@/lib/engine/decimal";
import { type MarketView, touchOf } from "@/lib/engine/market/quote";
import { absMicros, type Micros, micros } from "@/lib/engine/money";
import { netMicros } from "@/lib/engine/order/terms";
import type { TicketLeg, TicketOrder } from "@/lib/wire/raxx/ticket";
import type { Deps } from "../deps";
import { uuidv7 } from "../ids";

const CENT = 10_000n;

/**
 * A limit order a little past what the market asks for all legs now: it fills at the quotes all the
 * same, also after the person has read for a while and the market has moved by a few cents. Null when
 * a leg has nobody to trade with.
 */
export async function pricedTicket(
  deps: Pick<Deps, "catalog" | "clock">,
  legs: readonly TicketLeg[],
  market: MarketView,
  qty = "1",
): Promise<TicketOrder | null> {
  const instruments = await deps.catalog.findInstruments(legs.map(({ symbol }) => symbol));
  const priced = legs.flatMap((leg) => {
    const instrument = instruments.get(leg.symbol);
    const quote = market.quoteOf(leg.symbol);
    if (instrument === undefined || quote === null) return [];
    const { priceMicros } = touchOf(quote, leg.side);
    // Nobody bids for what is all but worthless: it may still be given away with the other legs.
    const trades = priceMicros > 0n || (leg.side === "sell" && legs.length > 1);
    return trades ? [{ ...leg, instrument, priceMicros }] : [];
  });
  if (priced.length < legs.length) return null;
  const touched = netMicros(priced);
  const sellsOne = legs.length === 1 && touched < 0n;
  const net = micros(touched + roomFor(touched));
  return {
    clientOrderId: uuidv7(deps.clock.nowMs()),
    type: "limit",
    timeInForce: "day",
    qty,
    limit: formatDollars(sellsOne ? absMicros(net) : net),
    legs: [...legs],
  };
}

/** Three percent in whole cents, from one to five; none when it would turn a credit into a debit. */
function roomFor(net: Micros): Micros {
  const asked = (absMicros(net) * 3n + 99n * CENT) / (100n * CENT);
  const room = (asked > 5n ? 5n : asked) * CENT;
  return net < 0n && room >= absMicros(net) ? micros(0n) : micros(room);
}
