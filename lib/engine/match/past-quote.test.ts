/** Quotes from the past never fill, and say so; a quote that merely stands still does (decisions 11). */
import { describe, expect, test } from "vitest";
import type { Quote } from "../market/quote";
import {
  account,
  IN_SESSION_MS,
  limitOrder,
  marketOrder,
  quote,
  run,
  submitted,
} from "../testing/builders";
import { marketOf } from "../testing/market";
import { matchOrder } from "./match-order";

const MET = { ...quote({ atMs: IN_SESSION_MS - 1_000 }), seq: 7 };

/** What becomes of an order that met one quote on arrival and is looked at with another. */
function later(shown: Quote, met: Quote | null = MET): string {
  const arrival = marketOf(met === null ? [] : [met]);
  const { state, order } = submitted(account(), limitOrder("buy", "10 @ 11"), arrival);
  const outcome = matchOrder(state, order, marketOf([shown], { nowMs: IN_SESSION_MS + 1_000 }));
  return outcome.kind === "wait" ? outcome.reason.code : "fills";
}

test.each([
  { name: "the quote it met, though that is older than the order", shown: MET, is: "fills" },
  { name: "a later quote", shown: { ...MET, atMs: MET.atMs + 1, seq: 8 }, is: "fills" },
  { name: "an earlier quote", shown: { ...MET, atMs: MET.atMs - 1, seq: 6 }, is: "past_quote" },
  { name: "an earlier number of the same instant", shown: { ...MET, seq: 6 }, is: "past_quote" },
  {
    name: "numbers that began again after a break of the feed",
    shown: { ...MET, seq: 1, afterGap: true },
    is: "fills",
  },
  {
    name: "a later quote of a hub that began to count again",
    shown: { ...MET, atMs: MET.atMs + 1, seq: 1 },
    is: "fills",
  },
  { name: "any quote, when it met none", shown: MET, met: null, is: "fills" },
])("$name: $is", ({ shown, met, is }) => {
  expect(later(shown, met === undefined ? MET : met)).toBe(is);
});

test("a market that is older than the order is the past, beyond the skew of two clocks", () => {
  const { state, order } = submitted(account(), marketOrder("buy", "1"), marketOf([MET]));
  const behind = (ms: number) => {
    const outcome = matchOrder(state, order, marketOf([MET], { nowMs: IN_SESSION_MS - ms }));
    return outcome.kind === "wait" ? outcome.reason.code : "fills";
  };

  expect(behind(5_000)).toBe("fills");
  expect(behind(5_001)).toBe("past_quote");
});

describe("a showing that another one has followed", () => {
  const match = { type: "match_order", orderId: "order-1", trigger: "arrival" } as const;
  const first = quote({ size: 50, atMs: IN_SESSION_MS });
  const second = quote({ size: 60, atMs: IN_SESSION_MS + 10 });

  test("cannot be taken again once the later one was traded on", () => {
    const one = submitted(account(), marketOrder("buy", "60"), marketOf([first]));
    const filled = run(one.state, match, marketOf([second])).state;
    const draft = marketOrder("buy", "10", { id: "order-2" });
    const { state, order } = submitted(filled, draft, marketOf([first]));

    // Another process may still show the first quote; its 50 would come on top of the 60.
    expect(matchOrder(state, order, marketOf([first]))).toMatchObject({
      reason: { code: "past_quote", symbol: "AAPL", lastAtMs: IN_SESSION_MS },
    });
    // The side it was not traded on is not concerned.
    const sale = { ...order, legs: order.legs.map((leg) => ({ ...leg, side: "sell" as const })) };
    expect(matchOrder(state, sale, marketOf([first])).kind).toBe("fill");
  });
});
