/** What an auction does to an opg or cls order of 100 shares (engine.md §3, read 2026-11-21). */
import { describe, expect, test } from "vitest";
import { instantOf } from "../calendar/new-york";
import { formatPrice, formatQuantity } from "../decimal";
import type { OrderDraft } from "../order/draft";
import {
  account,
  auction,
  limitOrder,
  marketOrder,
  quantity,
  quote,
  run,
  submitted,
  trade,
} from "../testing/builders";
import { marketOf } from "../testing/market";
import { auctionSize, findAuctionFill } from "./find-auction-fill";

const OPEN_MS = instantOf("2026-11-20", 9 * 60 + 30);
const CLOSE_MS = instantOf("2026-11-20", 16 * 60);
const MINUTE_MS = 60_000;
const TOUCH = quote({ bid: "9.99", ask: "10.01" });

const opg = marketOrder("buy", "100", { timeInForce: "opg" });
const cls = marketOrder("buy", "100", { timeInForce: "cls" });
const print = (kind: string, price: string, size: number, atMs: number) =>
  auction({ symbol: "AAPL", kind, price, size, atMs });

type Faults = Parameters<typeof marketOf>[1];

/** Sent an hour before its auction and looked at with these prints. */
function outcome(draft: OrderDraft, faults: Faults, quotes = [TOUCH]): string {
  const auctionMs = draft.timeInForce === "opg" ? OPEN_MS : CLOSE_MS;
  const sent = marketOf([TOUCH], { nowMs: auctionMs - 60 * MINUTE_MS });
  const { order } = submitted(account({ holds: { AAPL: "500 @ 9" } }), draft, sent);
  const found = findAuctionFill(order, marketOf(quotes, faults));
  if (found.kind === "over") return "over";
  if (found.kind === "hold") return `${found.reason.code} ${JSON.stringify(found.reason)}`;
  const { fill } = found;
  return `${formatQuantity(fill.qtyNanos)} @ ${formatPrice(fill.priceMicros)} ${found.print.kind}`;
}

describe("before there is a print", () => {
  test.each([
    { draft: opg, nowMs: OPEN_MS - 1, is: `"auctionAtMs":${OPEN_MS}` },
    { draft: cls, nowMs: CLOSE_MS - 1, is: `"auctionAtMs":${CLOSE_MS}` },
    { draft: opg, nowMs: OPEN_MS, is: `"untilMs":${OPEN_MS + 5 * MINUTE_MS}` },
    { draft: cls, nowMs: CLOSE_MS, is: `"untilMs":${CLOSE_MS + 5 * MINUTE_MS}` },
    { draft: cls, nowMs: CLOSE_MS + 5 * MINUTE_MS - 1, is: "auction_print_awaited" },
    { draft: opg, nowMs: OPEN_MS - 1, is: "auction_pending" },
    { draft: cls, nowMs: CLOSE_MS + 5 * MINUTE_MS, is: "over" },
  ])("$draft.timeInForce at $nowMs: $is", ({ draft, nowMs, is }) => {
    expect(outcome(draft, { nowMs })).toContain(is);
  });
});

describe("the official print", () => {
  const nowMs = CLOSE_MS + 1_000;

  test.each([
    { name: "is the price", print: ["close", "9.61", 90_000, CLOSE_MS], is: "100 @ 9.61 official" },
    { name: "bounds the size", print: ["close", "9.61", 60, CLOSE_MS], is: "60 @ 9.61 official" },
    { name: "of no size", print: ["close", "9.61", 0, CLOSE_MS], is: "over" },
    { name: "of the other auction", print: ["open", "9.61", 900, CLOSE_MS], is: "print_awaited" },
    // An exchange's clock may be a minute early; what is earlier is another day's auction.
    {
      name: "a minute early",
      print: ["close", "9.61", 900, CLOSE_MS - MINUTE_MS],
      is: "100 @ 9.61 official",
    },
    {
      name: "earlier than that",
      print: ["close", "9.61", 900, CLOSE_MS - MINUTE_MS - 1],
      is: "print_awaited",
    },
  ] as const)("$name: $is", ({ print: [kind, price, size, atMs], is }) => {
    expect(outcome(cls, { nowMs, auctions: [print(kind, price, size, atMs)] })).toContain(is);
  });

  test.each([
    { side: "buy", limit: "9.61", is: "100 @ 9.61 official" },
    { side: "buy", limit: "9.60", is: "over" },
    { side: "sell", limit: "9.61", is: "100 @ 9.61 official" },
    { side: "sell", limit: "9.62", is: "over" },
  ] as const)("$side limit $limit: $is", ({ side, limit, is }) => {
    const draft = limitOrder(side, `100 @ ${limit}`, { timeInForce: "cls" });
    const auctions = [print("close", "9.61", 900, CLOSE_MS)];

    expect(outcome(draft, { nowMs, auctions })).toBe(is);
  });

  test("of the open is for opg orders", () => {
    const auctions = [print("close", "9.61", 900, OPEN_MS), print("open", "9.85", 900, OPEN_MS)];

    expect(outcome(opg, { nowMs: OPEN_MS, auctions })).toBe("100 @ 9.85 official");
  });

  test("waits for a quote, which the record shows", () => {
    const auctions = [print("close", "9.61", 900, CLOSE_MS)];

    expect(outcome(cls, { nowMs, auctions }, [])).toContain(`"untilMs":${nowMs}`);
  });
});

describe("five minutes later a last sale stands in", () => {
  const shown = (price: string, atMs: number, conditions: string[] = []) =>
    trade({ price, size: 20, atMs, conditions });

  test.each([
    // Whatever its size: how much a missing auction would have had is not known.
    {
      name: "the last of the core session",
      draft: cls,
      trades: [shown("9.70", CLOSE_MS - 2), shown("9.71", CLOSE_MS - 1), shown("9.40", CLOSE_MS)],
      is: "100 @ 9.71 eligible_trade",
    },
    {
      name: "no odd lot",
      draft: cls,
      trades: [shown("9.70", CLOSE_MS - 2), shown("9.90", CLOSE_MS - 1, ["@", "I"])],
      is: "100 @ 9.70 eligible_trade",
    },
    {
      name: "the first of the core session",
      draft: opg,
      trades: [shown("9.60", OPEN_MS - 1), shown("9.70", OPEN_MS), shown("9.80", OPEN_MS + 1)],
      is: "100 @ 9.70 eligible_trade",
    },
    { name: "nothing before it", draft: opg, trades: [shown("9.60", OPEN_MS - 1)], is: "over" },
    { name: "nothing after it", draft: cls, trades: [shown("9.60", CLOSE_MS)], is: "over" },
  ])("$name: $is", ({ draft, trades, is }) => {
    const nowMs = (draft === opg ? OPEN_MS : CLOSE_MS) + 5 * MINUTE_MS;

    expect(outcome(draft, { nowMs, trades })).toBe(is);
  });
});

test("only an official print bounds a size", () => {
  const wanted = quantity("100");
  const official = { kind: "official", auction: print("close", "9.61", 60, CLOSE_MS) } as const;
  const standIn = { kind: "eligible_trade", trade: trade({ size: 60 }) } as const;

  expect(auctionSize(official, wanted)).toBe(quantity("60"));
  expect(auctionSize(standIn, wanted)).toBe(wanted);
});

describe("the events of an auction", () => {
  const match = { type: "match_order", orderId: "order-1", trigger: "quote" } as const;
  const sent = marketOf([TOUCH], { nowMs: CLOSE_MS - 60 * MINUTE_MS });

  function eventsOf(price: string, size: number, { kind = "margin", cash = "100000" } = {}) {
    const holder = account({ kind: kind === "cash" ? "cash" : "margin", cash });
    const { state } = submitted(holder, cls, sent);
    const auctions = [print("close", price, size, CLOSE_MS)];
    return run(state, match, marketOf([TOUCH], { nowMs: CLOSE_MS, auctions })).events;
  }

  test("a whole fill is a fill, with the print and the quote of the moment", () => {
    expect(eventsOf("9.61", 900)).toMatchObject([
      {
        type: "order_filled",
        trigger: "auction",
        ruleId: "auction_print",
        auctionPrint: { kind: "official", auction: { atMs: CLOSE_MS } },
        legs: [{ leg: 0, quote: TOUCH, takenBeforeNanos: 0n, qtyNanos: quantity("100") }],
      },
    ]);
  });

  test("what the print has no size for expires with it", () => {
    expect(eventsOf("9.61", 60)).toMatchObject([
      { type: "order_filled", remainingAfterNanos: quantity("40") },
      { type: "order_expired", orderId: "order-1", reason: "auction_over", atMs: CLOSE_MS },
    ]);
    expect(eventsOf("9.61", 0)).toMatchObject([
      { type: "order_expired", orderId: "order-1", reason: "auction_over" },
    ]);
  });

  test("a print a cash account cannot pay is refused, and nothing else follows", () => {
    // 60 x 40 = 2,400 of the 1,100 there are.
    const events = eventsOf("40.00", 60, { kind: "cash", cash: "1100" });

    expect(events.map(({ type }) => type)).toEqual(["order_rejected"]);
    expect(events[0]).toMatchObject({ reason: "insufficient_buying_power_at_fill" });
  });

  test("nothing is decided before it, nor ten minutes after it", () => {
    const { state } = submitted(account(), cls, sent);
    const auctions = [print("close", "9.61", 900, CLOSE_MS)];
    const at = (ms: number) =>
      run(state, match, marketOf([TOUCH], { nowMs: CLOSE_MS + ms, auctions })).events.length;

    expect(at(-1)).toBe(0);
    expect(at(10 * MINUTE_MS - 1)).toBe(1);
    expect(at(10 * MINUTE_MS)).toBe(0);
  });
});
