/** What comes of a look at a price: sizes that are cut to what there is, and ends without an answer. */
import { describe, expect, test } from "vitest";
import type { AccountState } from "../account/account-state";
import type { OrderDraft } from "../order/draft";
import {
  account,
  IN_SESSION_MS,
  limitOrder,
  marketOrder,
  quantity,
  quote,
  run,
  spreadOrder,
  submitted,
} from "../testing/builders";
import { marketOf } from "../testing/market";
import { orderOf } from "../testing/order-text";

const TOUCH = quote({ bid: "9.99", ask: "10.01", size: 50 });
const match = { type: "match_order", orderId: "order-1", trigger: "arrival" } as const;

/** Sent by an account that holds one thing, and matched when it holds another. */
function events(
  draft: OrderDraft,
  {
    had,
    has,
    later = TOUCH,
    ...faults
  }: {
    had: { [name: string]: string };
    has?: { [name: string]: string };
    later?: typeof TOUCH;
    halted?: string[];
  },
) {
  const { state } = submitted(account({ holds: had }), draft, marketOf([TOUCH]));
  const now: AccountState =
    has === undefined ? state : { ...state, positions: account({ holds: has }).positions };
  return run(now, match, marketOf([later], faults)).events;
}

describe("a close trades what is still held", () => {
  const sell = marketOrder("sell", "40");
  const cover = marketOrder("buy", "40");

  test.each([
    { name: "all of it is there", draft: sell, had: "40 @ 9", has: "40 @ 9", qty: "40" },
    { name: "more is there", draft: sell, had: "40 @ 9", has: "90 @ 9", qty: "40" },
    { name: "a short is covered", draft: cover, had: "-40 @ 9", has: "-40 @ 9", qty: "40" },
  ])("$name", ({ draft, had, has, qty }) => {
    expect(events(draft, { had: { AAPL: had }, has: { AAPL: has } })).toMatchObject([
      { type: "order_filled", qtyNanos: quantity(qty), remainingAfterNanos: 0n },
    ]);
  });

  test.each([
    { name: "less is there", draft: sell, had: "40 @ 9", has: "15 @ 9" },
    { name: "less of a short is there", draft: cover, had: "-40 @ 9", has: "-15 @ 9" },
  ])("$name", ({ draft, had, has }) => {
    expect(events(draft, { had: { AAPL: had }, has: { AAPL: has } })).toMatchObject([
      { type: "order_resized", qtyNanos: quantity("15"), reason: "position_smaller" },
      { type: "order_filled", qtyNanos: quantity("15"), remainingAfterNanos: 0n },
    ]);
  });

  test.each([
    { name: "nothing is held", draft: sell, had: "40 @ 9", has: {} },
    { name: "it turned short", draft: sell, had: "40 @ 9", has: { AAPL: "-40 @ 9" } },
    { name: "the short turned long", draft: cover, had: "-40 @ 9", has: { AAPL: "40 @ 9" } },
  ])("$name", ({ draft, had, has }) => {
    expect(events(draft, { had: { AAPL: had }, has })).toEqual([
      {
        type: "order_canceled",
        orderId: "order-1",
        reason: "nothing_to_close",
        atMs: IN_SESSION_MS,
        rules: 1,
      },
    ]);
  });

  test("counts what it has traded already", () => {
    // 30 of 90 are shown and sold; of the 60 that are left 20 were called away.
    const thin = quote({ bid: "9.99", ask: "10.01", size: 30 });
    const draft = marketOrder("sell", "90");
    const sent = submitted(account({ holds: { AAPL: "90 @ 9" } }), draft, marketOf([thin]));
    const { state } = run(sent.state, match, marketOf([thin]));
    const fewer = { ...state, positions: account({ holds: { AAPL: "40 @ 9" } }).positions };
    const again = marketOf([{ ...TOUCH, bidSetAtMs: IN_SESSION_MS + 1 }]);

    expect(run(fewer, match, again).events).toMatchObject([
      { type: "order_resized", qtyNanos: quantity("70"), reason: "position_smaller" },
      { type: "order_filled", qtyNanos: quantity("40"), remainingAfterNanos: 0n },
    ]);
  });
});

describe("dollars become shares at the price of the first fill", () => {
  const buy = orderOf("buy", "$100 market");

  test("at the price it was accepted at nothing changes", () => {
    // 100 / 10.01 = 9.990009990009..., rounded down.
    expect(events(buy, { had: {} })).toMatchObject([
      { type: "order_filled", qtyNanos: quantity("9.990009990"), remainingAfterNanos: 0n },
    ]);
  });

  test("at another price it is sized anew", () => {
    // 100 / 12.50 = 8.
    const later = quote({ bid: "12.48", ask: "12.50" });

    expect(events(buy, { had: {}, later })).toMatchObject([
      { type: "order_resized", qtyNanos: quantity("8"), reason: "notional_priced" },
      { type: "order_filled", qtyNanos: quantity("8"), remainingAfterNanos: 0n },
    ]);
  });

  test("after that fill it asks for shares", () => {
    // 8 shares, of which 3 are shown; at 10.01 the other 5 are still 5.
    const thin = quote({ bid: "12.48", ask: "12.50", size: 3 });
    const { state } = submitted(account(), buy, marketOf([TOUCH]));
    const first = run(state, match, marketOf([thin])).state;

    expect(
      run(first, match, marketOf([{ ...TOUCH, atMs: IN_SESSION_MS + 1 }])).events,
    ).toMatchObject([{ type: "order_filled", qtyNanos: quantity("5"), remainingAfterNanos: 0n }]);
  });

  test("a close in dollars sells no more than is held", () => {
    // 99.90 / 9.99 = 10, and 4 are left.
    const sell = orderOf("sell", "$99.90 market");

    expect(events(sell, { had: { AAPL: "20 @ 9" }, has: { AAPL: "4 @ 9" } })).toMatchObject([
      { type: "order_resized", qtyNanos: quantity("4"), reason: "notional_priced" },
      { type: "order_filled", qtyNanos: quantity("4"), remainingAfterNanos: 0n },
    ]);
  });
});

describe("an immediate order", () => {
  const ioc = { timeInForce: "ioc" } as const;
  const fok = { timeInForce: "fok" } as const;
  const canceled = (reason: string) => ({ type: "order_canceled", orderId: "order-1", reason });
  const filled = { type: "order_filled" };

  test.each([
    { name: "ioc, all of it", draft: limitOrder("buy", "50 @ 10.01", ioc), is: [filled] },
    {
      name: "ioc, a part",
      draft: limitOrder("buy", "51 @ 10.01", ioc),
      is: [filled, canceled("ioc_remainder")],
    },
    {
      name: "ioc, beyond its limit",
      draft: limitOrder("buy", "1 @ 10", ioc),
      is: [canceled("ioc_remainder")],
    },
    { name: "fok, all of it", draft: marketOrder("buy", "50", fok), is: [filled] },
    {
      name: "fok, more than is shown",
      draft: marketOrder("buy", "51", fok),
      is: [canceled("fok_unfillable")],
    },
    {
      name: "fok, nobody offers",
      draft: marketOrder("buy", "1", fok),
      later: quote({ ask: "0" }),
      is: [canceled("fok_unfillable")],
    },
    // There is no answer to have yet.
    { name: "fok, in a halt", draft: marketOrder("buy", "1", fok), halted: ["AAPL"], is: [] },
  ])("$name", ({ draft, is, later, halted }) => {
    const change = { ...(later && { later }), ...(halted && { halted }) };

    expect(events(draft, { had: {}, ...change })).toMatchObject(is);
  });

  test("that a cash account cannot pay is refused, and not canceled on top", () => {
    const poor = account({ kind: "cash", cash: "1000" });
    const draft = marketOrder("buy", "60", ioc);
    const { state } = submitted(poor, draft, marketOf([TOUCH]));
    // 50 of 60 are shown, at 40 each: 2,000 of the 1,000 there are.
    const risen = marketOf([
      quote({ bid: "39.98", ask: "40.00", size: 50, atMs: IN_SESSION_MS + 1 }),
    ]);

    expect(run(state, match, risen).events).toMatchObject([
      { type: "order_rejected", reason: "insufficient_buying_power_at_fill" },
    ]);
  });
});

describe("an order that waits", () => {
  test("rests once, when the market is beyond its limit", () => {
    const { state } = submitted(account(), limitOrder("buy", "10 @ 9.50"), marketOf([]));
    const first = run(state, match, marketOf([TOUCH]));

    expect(first.events).toMatchObject([{ type: "order_rested", orderId: "order-1" }]);
    expect(run(first.state, match, marketOf([TOUCH])).events).toEqual([]);
  });

  test("does not rest while nothing can be traded on", () => {
    expect(events(limitOrder("buy", "10 @ 9.50"), { had: {}, halted: ["AAPL"] })).toEqual([]);
  });

  test("a spread is never cut to one of its legs", () => {
    const short = quote({ symbol: "SPY-600P", bid: "2.10", ask: "2.20", size: 20 });
    const long = quote({ symbol: "SPY-595P", bid: "0.90", ask: "1.00", size: 20 });
    const holds = { "SPY-600P": "-5 @ 3", "SPY-595P": "5 @ 1" };
    const draft = spreadOrder("2 @ 1.40", "+SPY-600P -SPY-595P");
    const { state } = submitted(account({ holds }), draft, marketOf([short, long]));
    const gone = { ...state, positions: account({ holds: { "SPY-600P": "-1 @ 3" } }).positions };

    expect(run(gone, match, marketOf([short, long])).events).toMatchObject([
      { type: "order_filled", qtyNanos: quantity("2") },
    ]);
  });
});
