/**
 * What one order takes and brings if it fills whole. AAPL is quoted 9.99 to 10.01, so its mark is 10;
 * half of long stock is lent, and a share held short takes the greater of 50% and $5 beside its value.
 */
import { describe, expect, test } from "vitest";
import { formatDollars } from "../decimal";
import { ZERO_MICROS, ZERO_NANOS } from "../money";
import type { OrderDraft } from "../order/draft";
import type { OrderLeg } from "../order/order";
import { account, limitOrder, marketOrder, quote, spreadOrder } from "../testing/builders";
import { marketOf } from "../testing/market";
import { orderOf } from "../testing/order-text";
import { orderEffect } from "./order-effect";

const QUOTES = [
  quote({ bid: "9.99", ask: "10.01" }),
  quote({ symbol: "AAPL-10P", bid: "2.10", ask: "2.20" }),
  quote({ symbol: "AAPL-9P", bid: "0.90", ask: "1.00" }),
  quote({ symbol: "AAPL-12C", bid: "0.10", ask: "0.20" }),
  quote({ symbol: "AAPL-20C", bid: "0", ask: "0.05" }),
  quote({ symbol: "AAPL-5P", bid: "0.01", ask: "0" }),
];
const MARKET = marketOf(QUOTES);

interface Given {
  readonly kind?: "cash" | "margin";
  readonly holds?: { readonly [name: string]: string };
  readonly market?: typeof MARKET;
  /** What the one leg of the order does to its position. */
  readonly intent?: OrderLeg["intent"];
}

function effect(
  draft: OrderDraft,
  { kind = "margin", holds = {}, market = MARKET, intent }: Given,
) {
  const state = account({ kind, holds });
  const legs = draft.legs.map((leg) => ({
    ...leg,
    intent: intent ?? (leg.side === "buy" ? ("buy_to_open" as const) : ("sell_to_open" as const)),
    filledValueMicros: ZERO_MICROS,
    filledNanos: ZERO_NANOS,
  }));
  const found = orderEffect({ state, market, basis: "initial" }, { ...draft, legs });
  if ("unpriced" in found) return `no price of ${found.unpriced}`;
  return {
    cost: formatDollars(found.costMicros),
    opens: formatDollars(found.stockNotionalMicros),
    premium: formatDollars(found.premiumMicros),
    paid: formatDollars(found.paidMicros),
  };
}

describe("stock that opens", () => {
  test.each([
    { draft: limitOrder("buy", "10 @ 9.50"), cost: "47.5", opens: "95", paid: "95" },
    { draft: marketOrder("buy", "10"), cost: "50.05", opens: "100.1", paid: "100.1" },
    // A stop trades at its stop or worse; one below the market at the market.
    { draft: orderOf("buy", "10 stop 12"), cost: "60", opens: "120", paid: "120" },
    { draft: orderOf("buy", "10 stop 8"), cost: "50.05", opens: "100.1", paid: "100.1" },
    // 103% of the ask, 10.3103, is the least a short counts at.
    { draft: limitOrder("sell", "10 @ 10.50"), cost: "52.5", opens: "105", paid: "-105" },
    { draft: limitOrder("sell", "10 @ 10.00"), cost: "51.5515", opens: "103.103", paid: "-100" },
    { draft: orderOf("sell", "10 stop 9"), cost: "51.5515", opens: "103.103", paid: "-90" },
    { draft: orderOf("sell", "10 stop 11"), cost: "51.5515", opens: "103.103", paid: "-99.9" },
  ])("$draft.legs.0.side $draft.terms: $cost", ({ draft, ...is }) => {
    expect(effect(draft, {})).toEqual({ ...is, premium: "0" });
  });

  test("a cash account pays all of it", () => {
    expect(effect(limitOrder("buy", "10 @ 9.50"), { kind: "cash" })).toMatchObject({ cost: "95" });
  });
});

describe("stock that closes", () => {
  // Received 105; what 100 of stock had lent, 50, goes back.
  test("a long gives back what was lent on it", () => {
    const given = { holds: { AAPL: "100 @ 9" }, intent: "sell_to_close" } as const;

    expect(effect(limitOrder("sell", "10 @ 10.50"), given)).toEqual({
      ...{ cost: "-55", opens: "0", premium: "0", paid: "-105" },
    });
    // Of a cash account nothing was lent.
    expect(effect(limitOrder("sell", "10 @ 10.50"), { ...given, kind: "cash" })).toMatchObject({
      cost: "-105",
    });
  });

  // Paid 95; its value of 100 and the 50 held beside it are free.
  test("a short frees its value and what was held beside it", () => {
    const given = { holds: { AAPL: "-100 @ 9" }, intent: "buy_to_close" } as const;

    expect(effect(limitOrder("buy", "10 @ 9.50"), given)).toEqual({
      ...{ cost: "-55", opens: "0", premium: "0", paid: "95" },
    });
  });

  // No quote: the 9 paid stand in for the mark. -105 + 45.
  test("without a quote at what was paid", () => {
    const given = {
      holds: { AAPL: "100 @ 9" },
      intent: "sell_to_close",
      market: marketOf(),
    } as const;

    expect(effect(limitOrder("sell", "10 @ 10.50"), given)).toMatchObject({ cost: "-60" });
  });
});

describe("options", () => {
  test.each([
    {
      name: "a long at its limit",
      draft: limitOrder("buy", "2 @ 2.15", { symbol: "AAPL-10P" }),
      is: "430",
    },
    { name: "at the ask", draft: marketOrder("buy", "2", { symbol: "AAPL-10P" }), is: "440" },
    {
      name: "a short at the bid",
      draft: marketOrder("sell", "2", { symbol: "AAPL-10P" }),
      is: "-420",
    },
    {
      name: "nobody bids: it brings nothing",
      draft: marketOrder("sell", "2", { symbol: "AAPL-20C" }),
      is: "0",
    },
    {
      name: "a spread at its net",
      draft: spreadOrder("2 @ -1.05", "-AAPL-10P +AAPL-9P"),
      is: "-210",
    },
    // 1.00 - 2.10.
    { name: "a spread at its touches", draft: spreadOrder("2", "-AAPL-10P +AAPL-9P"), is: "-220" },
    // 2 x 1.00 - 2.10.
    { name: "a ratio", draft: spreadOrder("3", "-AAPL-10P +2*AAPL-9P"), is: "-30" },
  ])("$name: $is", ({ draft, is }) => {
    expect(effect(draft, {})).toEqual({ cost: is, opens: "0", premium: is, paid: is });
  });

  // 9.80 x 100 = 980 for all; the stock at its ask is 1,001, so the call brings 21; half of the stock is lent.
  test("beside stock the rest of the net is premium", () => {
    expect(effect(spreadOrder("1 @ 9.80", "+100*AAPL -AAPL-12C"), {})).toEqual({
      ...{ cost: "479.5", opens: "1001", premium: "-21", paid: "980" },
    });
  });
});

describe("what has no price", () => {
  const none = marketOf();

  test.each([
    {
      name: "a market order",
      draft: marketOrder("buy", "10"),
      market: none,
      is: "no price of AAPL",
    },
    {
      name: "a purchase nobody offers",
      draft: marketOrder("buy", "1", { symbol: "AAPL-5P" }),
      market: MARKET,
      is: expect.stringMatching(/^no price of AAPL.*P00005000$/),
    },
    {
      name: "the stock of a net price",
      draft: spreadOrder("1 @ 9.80", "+100*AAPL -AAPL-12C"),
      market: marketOf(QUOTES.slice(1)),
      is: "no price of AAPL",
    },
    {
      name: "a spread at the market",
      draft: spreadOrder("1", "-AAPL-10P +AAPL-9P"),
      market: marketOf(QUOTES.slice(0, 2)),
      is: expect.stringMatching(/^no price of AAPL.*P00009000$/),
    },
  ])("$name", ({ draft, market, is }) => {
    expect(effect(draft, { market })).toEqual(is);
  });

  test("a limit is a price, and a net one of its options", () => {
    expect(effect(limitOrder("buy", "10 @ 9.50"), { market: none })).toMatchObject({
      cost: "47.5",
    });
    expect(effect(spreadOrder("1 @ -1.00", "-AAPL-10P +AAPL-9P"), { market: none })).toMatchObject({
      cost: "-100",
    });
  });
});
