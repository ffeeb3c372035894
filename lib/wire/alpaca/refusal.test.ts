import { expect, test } from "vitest";
import { micros, nanos, units } from "@/lib/engine/money";
import type { Rejection, RejectionCode } from "@/lib/engine/order/rejection";
import { dollars } from "../testing/account";
import { refusalBody, refusalOf } from "./refusal";

const OCC = "AAPL261218C00200000";

// Statuses, codes, texts and extras: alpaca-wire.md §1.1, §2 and Appendix A.
const ROWS: readonly { rejection: Rejection; status: number; body: object }[] = [
  {
    rejection: { code: "account_not_open" },
    status: 403,
    body: { code: 40310000, message: "account is not authorized to trade" },
  },
  {
    rejection: { code: "account_frozen", reason: "x" },
    status: 403,
    body: { code: 40310000, message: "account is not authorized to trade" },
  },
  {
    rejection: { code: "orders_suspended" },
    status: 403,
    body: { code: 40310000, message: "new orders are rejected by user request" },
  },
  {
    rejection: { code: "shorting_off", symbol: "AAPL" },
    status: 403,
    body: { code: 40310000, message: "account not allowed to short" },
  },
  {
    rejection: { code: "fractional_off" },
    status: 403,
    body: { code: 40310000, message: "fractional trading is disabled for this account" },
  },
  {
    rejection: { code: "order_not_found", orderId: "o-1" },
    status: 404,
    body: { code: 40410000, message: "order not found for o-1" },
  },
  {
    rejection: { code: "order_not_cancelable", orderId: "o-1", status: "filled" },
    status: 422,
    body: { code: 42210000, message: 'order is already in "filled" state' },
  },
  {
    rejection: { code: "qty_not_positive" },
    status: 422,
    body: { code: 40010001, message: "qty must be > 0" },
  },
  {
    rejection: { code: "qty_not_whole", symbol: OCC, qtyNanos: nanos(1_500_000_000n) },
    status: 422,
    body: { code: 42210000, message: "qty must be an integer" },
  },
  {
    rejection: { code: "not_fractionable", symbol: "AAPL" },
    status: 422,
    body: { code: 42210000, message: 'asset "AAPL" is not fractionable' },
  },
  {
    rejection: { code: "qty_over_max", maxNanos: units(1_000_000) },
    status: 422,
    body: { code: 42210000, message: "qty must be <= 1000000" },
  },
  {
    rejection: { code: "price_not_positive", field: "limit_price" },
    status: 422,
    body: { code: 40010001, message: "limit price must be > 0" },
  },
  {
    rejection: { code: "price_over_max", field: "limit_price", maxMicros: dollars("1000000") },
    status: 422,
    body: { code: 40010001, message: "limit price must be <= 1000000" },
  },
  {
    rejection: { code: "sub_penny", field: "limit_price", valueMicros: micros(12_345_000n) },
    status: 422,
    body: {
      code: 42210000,
      message:
        "invalid limit_price 12.345. sub-penny increment does not fulfill minimum pricing criteria",
    },
  },
  {
    rejection: { code: "leg_count" },
    status: 422,
    body: { code: 42210000, message: "mleg orders must have at least 2 legs and at most 4 legs" },
  },
  {
    rejection: { code: "leg_ratio_not_prime", ratios: [2, 2], gcd: 2 },
    status: 422,
    body: {
      code: 42210000,
      message: "leg ratio quantities should be relatively prime: GCD[2 2] = 2",
    },
  },
  {
    rejection: { code: "leg_duplicate", symbol: OCC },
    status: 422,
    body: { code: 42210000, message: `legs must have distinct symbols: ${OCC}` },
  },
  {
    rejection: { code: "leg_underlying_mismatch" },
    status: 422,
    body: { code: 42210000, message: "underlying asset mismatch" },
  },
  {
    rejection: { code: "leg_not_option", symbol: "AAPL" },
    status: 422,
    body: { code: 42210000, message: "equity legs are not supported: AAPL" },
  },
  {
    rejection: { code: "contract_expired", symbol: OCC },
    status: 422,
    body: { code: 42210000, message: "contract is expired" },
  },
  {
    rejection: { code: "contract_expires_soon", symbol: OCC },
    status: 422,
    body: { code: 42210000, message: "contract expires soon, unable to open new positions" },
  },
  {
    rejection: { code: "option_market_closed", symbol: OCC },
    status: 422,
    body: { code: 42210000, message: "options market orders are only allowed during market hours" },
  },
  {
    rejection: { code: "ioc_market_closed" },
    status: 422,
    body: {
      code: 42210000,
      message: "ioc and fok orders are only accepted while the market is open",
    },
  },
  {
    rejection: { code: "option_time_in_force", timeInForce: "ioc" },
    status: 422,
    body: { code: 42210000, message: "invalid time_in_force for options: ioc" },
  },
  {
    rejection: { code: "intent_mismatch", inferred: "sell_to_open", specified: "sell_to_close" },
    status: 422,
    body: {
      code: 42210000,
      message: "position intent mismatch, inferred: sell_to_open, specified: sell_to_close",
    },
  },
  {
    rejection: {
      code: "insufficient_qty",
      symbol: "AAPL",
      requestedNanos: units(10),
      availableNanos: units(5),
      existingNanos: units(10),
      heldNanos: units(5),
      relatedOrderIds: ["o-1"],
    },
    status: 403,
    body: {
      code: 40310000,
      message: "insufficient qty available for order (requested: 10, available: 5)",
      available: "5",
      existing_qty: "10",
      held_for_orders: "5",
      symbol: "AAPL",
    },
  },
  {
    rejection: { code: "short_in_cash_account", symbol: "AAPL" },
    status: 403,
    body: { code: 40310000, message: "account not allowed to short" },
  },
  {
    rejection: { code: "too_many_open_orders", max: 1_000 },
    status: 403,
    body: { code: 40310000, message: "too many open orders: at most 1000" },
  },
  {
    rejection: { code: "no_reference_price", symbol: "AAPL" },
    status: 422,
    body: { code: 42210000, message: "no market price for AAPL now: send a limit order" },
  },
  {
    rejection: {
      code: "insufficient_buying_power",
      requiredMicros: dollars("1873.20"),
      availableMicros: dollars("100"),
    },
    status: 403,
    body: {
      code: 40310000,
      message: "insufficient buying power",
      buying_power: "100.00",
      cost_basis: "1873.20",
    },
  },
  {
    rejection: {
      code: "insufficient_options_buying_power",
      requiredMicros: dollars("500"),
      availableMicros: dollars("0"),
    },
    status: 403,
    body: {
      code: 40310000,
      message: "insufficient options buying power",
      options_buying_power: "0.00",
      cost_basis: "500.00",
    },
  },
  {
    rejection: {
      code: "insufficient_cover",
      underlying: "AAPL",
      requiredNanos: units(200),
      availableNanos: nanos(0n),
    },
    status: 403,
    body: {
      code: 40310000,
      message:
        "insufficient underlying qty available for covered call (required: 200, available: 0)",
      available_qty: "0",
      required_qty: "200",
      symbol: "AAPL",
      underlying_asset_id: "id of AAPL",
    },
  },
  {
    rejection: { code: "setting_out_of_range", field: "latencyMs", max: 60_000 },
    status: 422,
    body: { code: 40010001, message: "latencyMs must be a whole number <= 60000" },
  },
];

test.each(ROWS)("$rejection.code answers $status", ({ rejection, status, body }) => {
  const refusal = refusalOf(rejection, (symbol) => `id of ${symbol}`);
  expect(refusal.status).toBe(status);
  expect(JSON.parse(JSON.stringify(refusalBody(refusal)))).toEqual(body);
});

test("every code of an order has a row here", () => {
  const codes: Record<RejectionCode, true> = Object.fromEntries(
    ROWS.map(({ rejection }) => [rejection.code, true]),
  ) as Record<RejectionCode, true>;
  expect(Object.keys(codes).length).toBe(33);
});
