/**
 * The answer to every refusal of order types, groups, shorts and replacements. Texts: alpaca-wire.md
 * §1.1, §1.8, §2.1–2.9; rows that say `own` have no text there.
 */
import { expect, test } from "vitest";
import { micros, nanos } from "@/lib/engine/money";
import type { Rejection } from "@/lib/engine/order/rejection";
import { dollars } from "../testing/account";
import { refusalBody, refusalOf } from "./refusal";

const FRACTIONAL = { row: "fractional", timeInForce: "gtc", allowed: ["day"] } as const;
const BASE = {
  stopMicros: dollars("10"),
  baseMicros: dollars("10"),
  nearestMicros: dollars("9.99"),
};

const ROWS: readonly (readonly [number, number, string, Rejection])[] = [
  [
    422,
    42210000,
    "fractional orders must be DAY orders",
    { code: "time_in_force_not_allowed", ...FRACTIONAL },
  ],
  [
    422,
    42210000,
    "fractional orders must be simple orders",
    { code: "fractional_not_simple", kind: "bracket" },
  ],
  [
    422,
    42210000,
    "fractional orders cannot be sold short",
    { code: "fractional_short", symbol: "AAPL", qtyNanos: nanos(1n) },
  ],
  [
    422,
    42210000,
    "extended hours order must be DAY or GTC limit orders",
    {
      code: "type_not_allowed",
      row: "extended_hours",
      type: "market",
      timeInForce: "day",
      allowed: ["limit"],
    },
  ],
  [
    422,
    42210000,
    "invalid order type for options trading: trailing_stop",
    {
      code: "type_not_allowed",
      row: "option",
      type: "trailing_stop",
      timeInForce: "day",
      allowed: [],
    },
  ],
  [
    422,
    42210000,
    "complex orders not supported for options trading",
    { code: "option_class", kind: "oco" },
  ],
  [
    422,
    42210000,
    "extended hours not supported for options trading",
    { code: "option_extended_hours" },
  ],
  [422, 42210000, "notional is not supported for options trading", { code: "option_notional" }],
  [
    422,
    42210000,
    "take_profit.limit_price must be > stop_loss.stop_price",
    {
      code: "take_profit_beyond_stop",
      side: "sell",
      profitMicros: micros(1n),
      stopMicros: micros(2n),
    },
  ],
  [
    422,
    42210000,
    "stop_loss.stop_price must be <= base_price - 0.01",
    { code: "stop_loss_beyond_base", side: "sell", ...BASE },
  ],
  [
    422,
    42210000,
    "oco orders require stop_loss.stop_price",
    { code: "group_exits", kind: "oco", needs: "stop_loss" },
  ], // own
  [
    422,
    42210000,
    "oco orders must be exit orders",
    { code: "exit_without_position", symbol: "AAPL" },
  ], // own
  [
    422,
    42210000,
    "equity legs allowed only with corresponding calls",
    { code: "stock_leg_ratio", symbol: "AAPL", ratio: 1, needed: 100 },
  ],
  [
    422,
    42210000,
    "cannot replace order in accepted status",
    { code: "order_not_replaceable", orderId: "o", status: "accepted" },
  ],
  [422, 42210000, "order parameters are not changed", { code: "replace_unchanged", orderId: "o" }],
  [
    422,
    42210000,
    "qty must be > filled_qty",
    { code: "qty_not_over_filled", filledNanos: nanos(1n) },
  ],
  [422, 40010001, "only one of qty or notional is accepted", { code: "qty_and_notional" }],
  [
    422,
    40010001,
    "notional must be >= 1.00",
    { code: "notional_below_min", minMicros: dollars("1") },
  ],
  [
    403,
    40310000,
    "cost basis must be >= minimal amount of order 1",
    { code: "cost_below_min", costMicros: dollars("0.5"), minMicros: dollars("1") },
  ],
  [403, 40310000, 'asset "AAPL" cannot be sold short', { code: "hard_to_borrow", symbol: "AAPL" }],
  [
    403,
    40310000,
    "account not allowed to short",
    { code: "short_in_cash_account", symbol: "AAPL" },
  ],
];

test.each(ROWS)("%s %s %s", (status, code, message, rejection) => {
  const refusal = refusalOf(rejection, (symbol) => `id of ${symbol}`);

  expect([refusal.status, refusalBody(refusal)]).toEqual([status, { code, message }]);
});

test.each([
  { existing: "limit", reason: "opposite side limit order exists" },
  { existing: "market_or_stop", reason: "opposite side market/stop order exists" },
] as const)("a wash trade names the order it would meet: $existing", ({ existing, reason }) => {
  const rejection: Rejection = {
    code: "wash_trade",
    symbol: "AAPL",
    existingOrderId: "o-1",
    existing,
    limitMicros: null,
    side: "buy",
  };

  expect(refusalBody(refusalOf(rejection, String))).toEqual({
    code: 40310000,
    message: "potential wash trade detected. use complex orders",
    existing_order_id: "o-1",
    reject_reason: reason,
  });
});

test("a purchase against an open short sale names it", () => {
  const open = { symbol: "AAPL", existingOrderId: "o-1" };
  const buy = refusalOf({ code: "buy_with_open_short", ...open }, String);
  const short = refusalOf({ code: "short_with_open_buy", ...open }, String);

  expect(buy.message).toBe("cannot open a long buy while a short sell order is open");
  expect(short.message).toBe("cannot open a short sell while a long buy order is open");
});
