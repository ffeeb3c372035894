import { expect, test } from "vitest";
import { AFTER_HOURS_MS } from "@/lib/wire/testing/account";
import { CALL, LIMIT, SIMPLE, unprocessable } from "./testing/bad-answer";
import { type BadOrder, expectRefused } from "./testing/bad-order";
import { fakeDeps } from "./testing/fake-deps";
import { send } from "./testing/send";

const leg = (symbol: string, side: string, ratio = "1") => ({
  symbol,
  ratio_qty: ratio,
  side,
  position_intent: `${side}_to_open`,
});
const MLEG = {
  order_class: "mleg",
  qty: "1",
  type: "limit",
  limit_price: "1.85",
  time_in_force: "day",
  legs: [leg("AAPL261218C00200000", "buy"), leg("AAPL261218C00210000", "sell")],
};

const ROWS: readonly BadOrder[] = [
  {
    name: "half a contract",
    body: { ...CALL, qty: "1.5" },
    status: 422,
    answer: unprocessable("qty must be an integer"),
  },
  {
    name: "too many shares",
    body: { ...SIMPLE, qty: "1000001" },
    status: 422,
    answer: unprocessable("qty must be <= 1000000"),
  },
  {
    name: "a sub-penny limit",
    body: { ...LIMIT, limit_price: "12.345" },
    status: 422,
    answer: unprocessable(
      "invalid limit_price 12.345. sub-penny increment does not fulfill minimum pricing criteria",
    ),
  },
  {
    name: "five places below a dollar",
    body: { ...LIMIT, symbol: "PENNY", limit_price: "0.51234" },
    status: 422,
    answer: unprocessable(
      "invalid limit_price 0.51234. sub-penny increment does not fulfill minimum pricing criteria",
    ),
  },
  {
    name: "an unknown symbol",
    body: { ...SIMPLE, symbol: "NOPE" },
    status: 422,
    answer: unprocessable('asset "NOPE" not found'),
  },
  {
    name: "an unknown series",
    body: { ...CALL, symbol: "AAPL261218C00999000" },
    status: 422,
    answer: unprocessable('asset "AAPL261218C00999000" not found'),
  },
  {
    name: "an expired contract",
    body: { ...CALL, symbol: "AAPL261113C00190000" },
    status: 422,
    answer: unprocessable("contract is expired"),
  },
  {
    name: "an ioc in options",
    body: { ...CALL, type: "limit", limit_price: "4.40", time_in_force: "ioc" },
    status: 422,
    answer: unprocessable("invalid time_in_force for options: ioc"),
  },
  {
    name: "a short sale of what cannot be borrowed",
    body: { ...LIMIT, symbol: "PENNY", side: "sell" },
    status: 403,
    answer: { code: 40310000, message: 'asset "PENNY" cannot be sold short' },
  },
  {
    name: "an intent that contradicts",
    body: { ...CALL, side: "sell", position_intent: "sell_to_close" },
    status: 422,
    answer: unprocessable(
      "position intent mismatch, inferred: sell_to_open, specified: sell_to_close",
    ),
  },
  {
    name: "more than the account can pay",
    body: { ...SIMPLE, qty: "10000" },
    status: 403,
    answer: {
      code: 40310000,
      message: "insufficient buying power",
      buying_power: "200000.00",
      cost_basis: "1873200.00",
    },
  },
  {
    name: "ratios with a common divisor",
    body: {
      ...MLEG,
      legs: [leg("AAPL261218C00200000", "buy", "2"), leg("AAPL261218C00210000", "sell", "2")],
    },
    status: 422,
    answer: unprocessable("leg ratio quantities should be relatively prime: GCD[2 2] = 2"),
  },
  {
    name: "the same leg twice",
    body: {
      ...MLEG,
      legs: [leg("AAPL261218C00200000", "buy"), leg("AAPL261218C00200000", "sell")],
    },
    status: 422,
    answer: unprocessable("legs must have distinct symbols: AAPL261218C00200000"),
  },
  {
    name: "two underlyings",
    body: {
      ...MLEG,
      legs: [leg("AAPL261218C00200000", "buy"), leg("MSFT261218C00500000", "sell")],
    },
    status: 422,
    answer: unprocessable("underlying asset mismatch"),
  },
  {
    name: "one share as a leg beside a contract of 100",
    body: { ...MLEG, legs: [leg("AAPL261218C00200000", "sell"), leg("AAPL", "buy")] },
    status: 422,
    answer: unprocessable("equity legs allowed only with corresponding calls"),
  },
  {
    name: "one leg",
    body: { ...MLEG, legs: MLEG.legs.slice(1) },
    status: 422,
    answer: unprocessable("mleg orders must have at least 2 legs and at most 4 legs"),
  },
];

test.each(ROWS)("POST /v2/orders with $name answers $status", expectRefused);

const post = (body: object) => ({ method: "POST", body: JSON.stringify(body) });

test("a market order in options out of session, and an ioc, name the session", async () => {
  const closed = fakeDeps({ nowMs: AFTER_HOURS_MS });
  const option = await send(closed, "/v2/orders", post(CALL));
  expect(option.body).toEqual(
    unprocessable("options market orders are only allowed during market hours"),
  );
  const ioc = await send(closed, "/v2/orders", post({ ...SIMPLE, time_in_force: "ioc" }));
  expect(ioc.body).toEqual(
    unprocessable("ioc and fok orders are only accepted while the market is open"),
  );
});

test("a series on its last day takes no opening order after 15:30", async () => {
  const late = fakeDeps({ nowMs: Date.UTC(2026, 10, 20, 20, 45) });
  const answer = await send(late, "/v2/orders", post({ ...CALL, symbol: "AAPL261120C00190000" }));
  expect(answer).toMatchObject({
    status: 422,
    body: unprocessable("contract expires soon, unable to open new positions"),
  });
});
