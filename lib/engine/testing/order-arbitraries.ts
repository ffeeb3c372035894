/** A walk of orders of every type and class in one stock, among few prices so that they meet. */
import fc from "fast-check";
import type { OrderDraft } from "../order/draft";
import type { TimeInForce } from "../order/order";
import type { Move } from "./arbitraries";
import { orderOf } from "./order-text";

const SYMBOL = "SPY";
/** Whole dollars from 594 to 606: few prices, so that stops, limits and prints meet. */
const aDollar = fc.integer({ min: 594, max: 606 });

const aQuote: fc.Arbitrary<Move> = fc
  .record({ bid: aDollar, size: fc.constantFrom(5, 15, 60), askSize: fc.constantFrom(5, 15, 60) })
  .map(({ bid, size, askSize }) => {
    const text = { bid: `${bid}.00`, ask: `${bid}.02`, size, askSize, afterGap: false };
    return { does: "quote", symbol: SYMBOL, text };
  });

const aPrint: fc.Arbitrary<Move> = aDollar.map((dollars) => ({
  does: "print",
  symbol: SYMBOL,
  price: String(dollars),
  size: 200,
}));

/** Exits three dollars to either side of an entry at 600. */
const aWellFormed: fc.Arbitrary<OrderDraft> = fc
  .record({
    side: fc.constantFrom("buy" as const, "buy" as const, "sell" as const),
    qty: fc.constantFrom("10", "20", "30"),
    kind: fc.constantFrom("plain", "plain", "bracket", "bracket", "oto", "oco"),
    text: fc.oneof(
      fc.constantFrom("market", "trail 2", "trail 0.5%"),
      aDollar.map((limit) => `limit ${limit}`),
      aDollar.map((stop) => `stop ${stop}`),
      aDollar.map((stop) => `stop_limit ${stop} ${stop}`),
    ),
    timeInForce: fc.constantFrom<TimeInForce>("day", "gtc", "fok"),
  })
  .map(({ side, qty, kind, text, timeInForce }) => {
    const options = { symbol: SYMBOL };
    const [profit, loss] = side === "buy" ? ["603", "597"] : ["597", "603"];
    switch (kind) {
      case "bracket":
        return orderOf(side, `${qty} limit 600`, { ...options, profit, loss });
      case "oto":
        return orderOf(side, `${qty} limit 600`, { ...options, loss });
      case "oco":
        return orderOf("sell", `${qty} oco 603 597`, options);
      default: {
        const isPriced = text === "market" || text.startsWith("limit");
        return orderOf(side, `${qty} ${text}`, isPriced ? { ...options, timeInForce } : options);
      }
    }
  });

/** A walk of one trader in one stock, of orders that are mostly taken. */
export const someStockMoves: fc.Arbitrary<readonly Move[]> = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: aQuote },
      { weight: 3, arbitrary: aPrint },
      { weight: 4, arbitrary: aWellFormed.map((draft): Move => ({ does: "submit", draft })) },
      { weight: 1, arbitrary: fc.nat({ max: 3 }).map((nth): Move => ({ does: "cancel", nth })) },
    ),
    { minLength: 30, maxLength: 80 },
  )
  .map((moves) => [firstQuote, ...moves]);

const firstQuote: Move = {
  does: "quote",
  symbol: SYMBOL,
  text: { bid: "600.00", ask: "600.02", size: 60, askSize: 60, afterGap: false },
};
