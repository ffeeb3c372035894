/** Laws of fills: a price within the limit, on a market that was there, of size nobody took twice. */
import type { EventOf } from "../../event/event";
import { isReproducible } from "../../explain/recompute-fill";
import { touchOf } from "../../market/quote";
import { PROFILES } from "../../match/profile/profiles";
import { holds, type LawStep } from "./law";
import type { SimAccount } from "./sim-account";

type Filled = EventOf<"order_filled">;

/** Everything a fill must be. */
export function checkFill(account: SimAccount, step: LawStep): void {
  const { event } = step;
  if (event.type === "account_opened") account.taken.clear();
  if (event.type !== "order_filled") return;
  holds(isReproducible(event), "a fill is recomputed from its own record");
  holds(event.qtyNanos > 0n, "a fill fills something");
  for (const fee of event.fees) holds(fee.amountMicros >= 0n, "a fee is never negative");
  checkLimit(event);
  if (event.auctionPrint === undefined) checkMarket(step, event);
  checkSize(account, event);
}

function checkLimit({ limitMicros, priceMicros, legs, ruleId }: Filled): void {
  if (limitMicros === null) return;
  const pays = ruleId === "mleg_at_quotes" || legs[0]?.side === "buy";
  const better = limitMicros - priceMicros;
  holds(pays ? better >= 0n : better <= 0n, "a fill is within its limit");
}

function checkMarket({ market }: LawStep, { legs }: Filled): void {
  holds(market.feedAlive, "nothing fills on a silent feed");
  for (const { instrument, quote, side, qtyNanos } of legs) {
    const { symbol } = instrument;
    holds(!market.isHalted(symbol), "nothing fills in a halt");
    holds(quote === market.quoteOf(symbol), "a fill records the quote of its moment");
    holds(touchOf(quote, side).priceMicros > 0n, "nothing fills on an empty side");
    holds(quote.bidMicros <= quote.askMicros || quote.askMicros === 0n, "nothing fills crossed");
    holds(qtyNanos > 0n, "every leg fills");
  }
}

function checkSize({ taken }: SimAccount, event: Filled): void {
  if (event.prints !== undefined) {
    for (const { trade, takenBeforeNanos, takenNanos } of event.prints) {
      const key = `${trade.symbol} print ${trade.seq}`;
      const total = (taken.get(key)?.nanos ?? 0n) + takenNanos;
      holds(takenBeforeNanos + takenNanos === total, "a print remembers what was taken of it");
      holds(total <= trade.sizeNanos, "no more of a print is taken than was printed");
      taken.set(key, { setAtMs: trade.atMs, nanos: total });
    }
    return;
  }
  if (event.auctionPrint !== undefined || !PROFILES[event.profile].bySize) return;
  for (const { instrument, quote, side, qtyNanos, takenBeforeNanos } of event.legs) {
    const touch = touchOf(quote, side);
    const key = `${instrument.symbol} ${touch.side}`;
    const known = taken.get(key);
    const before = known?.setAtMs === touch.setAtMs ? known.nanos : 0n;
    holds(known === undefined || known.setAtMs <= touch.setAtMs, "no fill on an earlier showing");
    holds(takenBeforeNanos === before, "a fill knows what was taken before it");
    holds(before + qtyNanos <= touch.sizeNanos, "no more is taken than was displayed");
    taken.set(key, { setAtMs: touch.setAtMs, nanos: before + qtyNanos });
  }
}
