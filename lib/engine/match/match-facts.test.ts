/** Which facts the matcher gathers: who rests, who stands in a queue, and what a record keeps. */
import { describe, expect, test } from "vitest";
import { units } from "../money";
import type { TimeInForce } from "../order/order";
import {
  account,
  IN_SESSION_MS,
  limitOrder,
  marketOrder,
  quote,
  run,
  submitted,
  trade,
} from "../testing/builders";
import { marketOf } from "../testing/market";
import { matchOrder } from "./match-order";
import { DEFAULT_SETTINGS } from "./profile/fill-settings";

const TOUCH = quote({ bid: "9.99", ask: "10.01", size: 50 });
const REACHED = marketOf([quote({ bid: "9.90", ask: "9.92", size: 50 })]);

function opened(profile: "queue" | "standard", latencyMs = 0) {
  const settings = { ...DEFAULT_SETTINGS, latencyMs };
  const change = { type: "change_settings", profile, settings, fees: "none" } as const;
  return run(account(), change, marketOf()).state;
}

test.each<{ time: TimeInForce; rule: string }>([
  { time: "ioc", rule: "limit_marketable_on_arrival" },
  { time: "fok", rule: "limit_marketable_on_arrival" },
  { time: "day", rule: "limit_resting" },
])("$time, accepted beyond the quote and then reached: $rule", ({ time, rule }) => {
  const draft = limitOrder("buy", "10 @ 9.95", { timeInForce: time });
  const { state, order } = submitted(account(), draft, marketOf([TOUCH]));

  expect(matchOrder(state, order, REACHED)).toMatchObject({ fill: { ruleId: rule } });
});

test("an order arrives at the very instant its latency is over", () => {
  const draft = marketOrder("buy", "10");
  const { state, order } = submitted(opened("standard", 1_500), draft, marketOf([TOUCH]));
  const at = (ms: number) =>
    matchOrder(state, order, marketOf([TOUCH], { nowMs: IN_SESSION_MS + ms })).kind;

  expect(at(1_499)).toBe("wait");
  expect(at(1_500)).toBe("fill");
});

test("an older quote of another feed is not one the order has met", () => {
  const { state, order } = submitted(account(), marketOrder("buy", "1"), marketOf([TOUCH]));
  const other = { ...TOUCH, feed: "delayed", atMs: TOUCH.atMs - 900 };

  expect(matchOrder(state, order, marketOf([other])).kind).toBe("fill");
});

describe("a place in the queue", () => {
  const match = { type: "match_order", orderId: "order-1", trigger: "arrival" } as const;

  test("is not for an order that was marketable and waits for size", () => {
    const { state } = submitted(
      opened("queue"),
      limitOrder("buy", "80 @ 10.01"),
      marketOf([TOUCH]),
    );
    const filled = run(state, match, marketOf([TOUCH])).state;
    const order = filled.orders.get("order-1");
    if (order === undefined) throw new Error("30 are left");

    expect(matchOrder(filled, order, marketOf([TOUCH]))).toEqual({
      kind: "wait",
      reason: { code: "size_consumed", symbol: "AAPL" },
      place: null,
    });
  });

  test("comes when its quote has gone, in the same look that lets it rest", () => {
    const { state } = submitted(
      opened("queue"),
      limitOrder("buy", "80 @ 10.01"),
      marketOf([TOUCH]),
    );
    const filled = run(state, match, marketOf([TOUCH])).state;
    const away = marketOf([quote({ bid: "10.01", ask: "10.03", size: 70 })]);

    expect(run(filled, match, away).events).toMatchObject([
      { type: "order_rested" },
      { type: "queue_moved", place: { joinedNanos: units(70), aheadNanos: units(70) } },
    ]);
  });

  test("and prints are in a record only when they brought the fill", () => {
    const { state } = submitted(opened("queue"), limitOrder("buy", "10 @ 9.99"), marketOf([TOUCH]));
    const joined = run(state, match, marketOf([TOUCH])).state;
    const order = joined.orders.get("order-1");
    if (order === undefined) throw new Error("it rests");
    const nowMs = IN_SESSION_MS + 1_000;
    const prints = [trade({ price: "9.99", size: 54, atMs: nowMs })];
    const onPrints = matchOrder(joined, order, marketOf([TOUCH], { nowMs, trades: prints }));
    const crossed = quote({ bid: "9.90", ask: "9.98", size: 50 });
    const onQuotes = matchOrder(joined, order, marketOf([crossed], { nowMs, trades: prints }));

    // 50 ahead, 54 printed.
    expect(onPrints).toMatchObject({
      fill: {
        qtyNanos: units(4),
        aheadNanos: units(50),
        prints: [{ takenBeforeNanos: units(0), takenNanos: units(4) }],
        queue: { aheadNanos: units(0), countedAtMs: nowMs },
      },
    });
    expect(onQuotes.kind === "fill" && Object.keys(onQuotes.fill).sort()).toEqual([
      "legs",
      "priceMicros",
      "qtyNanos",
      "resting",
      "ruleId",
    ]);
  });
});
