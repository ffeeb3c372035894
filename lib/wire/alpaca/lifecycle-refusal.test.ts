import { expect, test } from "vitest";
import type { LifecycleRejection } from "@/lib/engine/lifecycle/lifecycle-rejection";
import { units } from "@/lib/engine/money";
import { dollars } from "../testing/account";
import { refusalBody, refusalOf } from "./refusal";

const OCC = "AAPL261218C00200000";

// Statuses and codes: alpaca-wire.md §1.9; its texts are not published, but for the first three.
const ROWS: readonly { rejection: LifecycleRejection; status: number; body: object }[] = [
  {
    rejection: {
      ...{ code: "good_faith", symbol: "AAPL", untilDate: "2026-11-23" },
      ...{ requestedNanos: units(10), availableNanos: units(4) },
    },
    status: 403,
    body: {
      code: 40310000,
      message: "qty bought with unsettled funds until 2026-11-23 (requested: 10, available: 4)",
      available: "4",
      symbol: "AAPL",
    },
  },
  {
    rejection: { code: "option_position_not_found", symbol: OCC },
    status: 404,
    body: { code: 40410000, message: "long position not found" },
  },
  {
    rejection: { code: "exercise_short", symbol: OCC },
    status: 403,
    body: { code: 40310001, message: "cannot exercise short position" },
  },
  {
    rejection: { code: "exercise_uncovers", symbol: OCC, underlying: "AAPL" },
    status: 403,
    body: { code: 40310000, message: "account not eligible to trade uncovered option contracts" },
  },
  ...(
    [
      ["exercise_european", "european style contracts cannot be exercised early"],
      ["exercise_window_closed", "exercise requests are not accepted at this time"],
      ["exercise_out_of_money", "contract is out of the money"],
      ["do_not_exercise_set", "do not exercise instruction already exists"],
    ] as const
  ).map(([code, message]) => ({
    rejection: { code, symbol: OCC },
    status: 403,
    body: { code: 40310000, message },
  })),
  {
    rejection: { code: "do_not_exercise_window", symbol: OCC, expiryDate: "2026-12-18" },
    status: 403,
    body: {
      code: 40310000,
      message: "do not exercise instructions are not accepted after 17:30 or before expiration day",
    },
  },
  {
    rejection: {
      ...{ code: "exercise_not_carried", symbol: OCC },
      ...{ requiredMicros: dollars("20000"), availableMicros: dollars("500") },
    },
    status: 403,
    body: {
      code: 40310000,
      message: "insufficient buying power to exercise",
      buying_power: "500.00",
      cost_basis: "20000.00",
    },
  },
  {
    rejection: {
      ...{ code: "exercise_undeliverable", symbol: OCC, underlying: "AAPL" },
      ...{ requiredNanos: units(100), availableNanos: units(40) },
    },
    status: 403,
    body: {
      code: 40310000,
      message: "insufficient underlying qty to exercise",
      available_qty: "40",
      required_qty: "100",
      symbol: "AAPL",
    },
  },
  {
    rejection: { code: "no_settlement_price", symbols: ["AAPL", "NEW"] },
    status: 422,
    body: { code: 42210000, message: "no price for AAPL, NEW" },
  },
  {
    rejection: { code: "not_enough_ids", needed: 3 },
    status: 422,
    body: { code: 42210000, message: "3 order ids are needed" },
  },
];

test.each(ROWS)("$rejection.code answers $status", ({ rejection, status, body }) => {
  const refusal = refusalOf(rejection, (symbol) => `id of ${symbol}`);
  expect(refusal.status).toBe(status);
  expect(JSON.parse(JSON.stringify(refusalBody(refusal)))).toEqual(body);
});
