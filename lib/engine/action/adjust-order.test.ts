import { expect, test } from "vitest";
import { formatDollars, formatQuantity } from "../decimal";
import type { Micros } from "../money";
import type { Order, OrderTerms } from "../order/order";
import { action } from "../testing/action-text";
import { dollars, limitOrder, quantity, series } from "../testing/builders";
import { adjustOrder } from "./adjust-order";

interface About {
  readonly side: "buy" | "sell";
  readonly terms: OrderTerms;
  readonly qty?: string;
  readonly more?: Partial<Order>;
}

function working({ side, terms, qty = "100", more = {} }: About): Order {
  const { group: _, ...draft } = limitOrder(side, `${qty} @ 1`, {
    ...{ symbol: "XYZ", timeInForce: "gtc" },
  });
  const rest = { filledNanos: quantity("0"), filledValueMicros: dollars("0") };
  const leg = { ...draft.legs[0], intent: "buy_to_open", ...rest } as Order["legs"][number];
  return {
    ...draft,
    terms,
    legs: [leg],
    filledNanos: quantity("0"),
    fills: 0,
    status: "new",
    rested: true,
    reservedMicros: dollars("0"),
    arrivalQuotes: [],
    submittedAtMs: 0,
    expiresAtMs: null,
    updatedAtMs: 0,
    closedAtMs: null,
    closeReason: null,
    ...more,
  };
}

/** "200: limit 47.50": quantity and prices after the action. */
function adjusted(about: About, what: string): string {
  const result = adjustOrder(working(about), action(what));
  if (result === null || result === "cancel") return String(result);
  const { terms, qtyNanos, hwmMicros } = result;
  const prices = Object.entries({ ...terms, ...("trail" in terms ? terms.trail : {}), hwmMicros })
    .filter((entry): entry is [string, Micros] => typeof entry[1] === "bigint")
    .map(([name, price]) => `${name.replace("Micros", "")} ${formatDollars(price)}`);
  return `${formatQuantity(qtyNanos)}: ${prices.join(", ")}`;
}

const limit = (price: string): OrderTerms => ({ type: "limit", limitMicros: dollars(price) });
const stop = (price: string): OrderTerms => ({ type: "stop", stopMicros: dollars(price) });
const stopLimit = (at: string, price: string): OrderTerms => ({
  type: "stop_limit",
  stopMicros: dollars(at),
  limitMicros: dollars(price),
});
const TRAIL: OrderTerms = { type: "trailing_stop", trail: { trailMicros: dollars("3") } };
const MARK = { mark: { hwmMicros: dollars("90"), seq: 1, atMs: 0, keptAtMs: 0 } };

// Prices are divided by the ratio, quantities multiplied: price x quantity stays, but for rounding.
test.each<About & { readonly what: string; readonly gives: string }>([
  { side: "buy", terms: limit("95"), what: "split XYZ 2:1", gives: "200: limit 47.5" },
  // 95.01 / 2 = 47.505: a bid down, an offer up.
  { side: "buy", terms: limit("95.01"), what: "split XYZ 2:1", gives: "200: limit 47.5" },
  { side: "sell", terms: limit("95.01"), what: "split XYZ 2:1", gives: "200: limit 47.51" },
  // 100 / 3 = 33.33…: a stop to sell down, a stop to buy up.
  { side: "sell", terms: stop("100"), what: "split XYZ 3:1", gives: "300: stop 33.33" },
  { side: "buy", terms: stop("100"), what: "split XYZ 3:1", gives: "300: stop 33.34" },
  {
    ...{ side: "sell", terms: stopLimit("60", "57"), what: "split XYZ 3:2" },
    gives: "150: stop 40, limit 38",
  },
  // 101 x 3 / 2 = 151.5: whole shares.
  {
    ...{ side: "buy", terms: limit("60"), qty: "101", what: "split XYZ 3:2" },
    gives: "151: limit 40",
  },
  // A fraction that was sent is one that may go on: 0.5 x 3 / 2.
  {
    ...{ side: "buy", terms: limit("60"), qty: "0.5", what: "split XYZ 3:2" },
    gives: "0.75: limit 40",
  },
  { side: "buy", terms: limit("105"), what: "stock-dividend XYZ 5:100", gives: "105: limit 100" },
  // Below a dollar the step is a hundredth of a cent: 1.00 / 8 = 0.125.
  { side: "buy", terms: limit("1"), what: "split XYZ 8:1", gives: "800: limit 0.125" },
  {
    ...{ side: "sell", terms: TRAIL, what: "split XYZ 3:1", more: MARK },
    gives: "300: trail 1, hwm 30",
  },
  // 40 of 100 have filled; the other 60 become 120.
  {
    ...{ side: "buy", terms: limit("95"), what: "split XYZ 2:1" },
    ...{ more: { filledNanos: quantity("40") }, gives: "160: limit 47.5" },
  },
])("$side $terms.type after $what: $gives", ({ what, gives, ...about }) => {
  expect(adjusted(about, what)).toBe(gives);
});

// Source: FINRA Rule 5330: open buy orders and stops to sell are reduced by the dividend and rounded
// to the next lower cent; sells, stops to buy, do-not-reduce and dividends below a cent are not.
test.each<About & { readonly cash: string; readonly gives: string }>([
  { side: "buy", terms: limit("50"), cash: "0.25", gives: "100: limit 49.75" },
  { side: "buy", terms: limit("50"), cash: "0.255", gives: "100: limit 49.74" },
  { side: "sell", terms: stop("45"), cash: "0.255", gives: "100: stop 44.74" },
  {
    ...{ side: "sell", terms: stopLimit("45", "44"), cash: "0.255" },
    gives: "100: stop 44.74, limit 43.74",
  },
  { side: "sell", terms: TRAIL, more: MARK, cash: "0.25", gives: "100: trail 3, hwm 89.75" },
  { side: "sell", terms: limit("55"), cash: "0.25", gives: "null" },
  { side: "buy", terms: stop("55"), cash: "0.25", gives: "null" },
  { side: "buy", terms: stopLimit("55", "56"), cash: "0.25", gives: "null" },
  { side: "buy", terms: { type: "market" }, cash: "0.25", gives: "null" },
  { side: "buy", terms: limit("50"), cash: "0.0099", gives: "null" },
  { side: "buy", terms: limit("50"), cash: "0.25", more: { doNotReduce: true }, gives: "null" },
  { side: "buy", terms: limit("50"), cash: "0.25", more: { timeInForce: "day" }, gives: "null" },
  // Nothing is left of the price.
  { side: "buy", terms: limit("0.20"), cash: "0.25", gives: "cancel" },
])("$side $terms.type through a dividend of $cash: $gives", ({ cash, gives, ...about }) => {
  expect(adjusted(about, `dividend XYZ ${cash} pay 2026-12-01`)).toBe(gives);
});

test.each([
  "reverse XYZ 1:10",
  "spin-off XYZ NEW 1:5",
  "merger XYZ cash 55",
  "merger XYZ ACQ 1:2",
  "delisting XYZ",
])("%s cancels", (what) => {
  expect(adjusted({ side: "buy", terms: limit("50") }, what)).toBe("cancel");
});

test.each([
  { what: "split XYZ 2:1", gives: "cancel" },
  { what: "split XYZ 3:2", gives: "cancel" },
  { what: "stock-dividend XYZ 5:100", gives: "cancel" },
  { what: "dividend XYZ 2 pay 2026-12-01 special", gives: "cancel" },
  { what: "dividend XYZ 2 pay 2026-12-01", gives: "null" },
])("an order in a series through $what: $gives", ({ what, gives }) => {
  const order = working({ side: "buy", terms: limit("2") });
  const legs = order.legs.map((leg) => ({ ...leg, instrument: series("XYZ-50C") }));

  expect(String(adjustOrder({ ...order, legs }, action(what)))).toBe(gives);
});
