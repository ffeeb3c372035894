/** The words of refusals; those that a draft can meet are checked with their edits in nearest-edit.test.ts. */
import { expect, test } from "vitest";
import { decide } from "../account/decide";
import type { Rejection } from "../order/rejection";
import { account, quantity, quote, series } from "../testing/builders";
import { marketOf } from "../testing/market";
import { orderOf } from "../testing/order-text";
import { refusalSentences, rejectionSentence } from "./explain-rejection";

const CASH = account({ kind: "cash", cash: "1000" });
const MARKET = marketOf([quote({ bid: "9.99", ask: "10.01", size: 5_000 })]);

/** What is refused without an order to edit: of the account, of a replacement, of an exercise. */
const OTHERS: readonly { readonly rejection: Rejection; readonly says: string }[] = [
  { rejection: { code: "account_not_open" }, says: "This account is not open." },
  {
    rejection: { code: "account_frozen", reason: "a review" },
    says: "This account is on hold while we look at a fault.",
  },
  {
    rejection: { code: "orders_suspended" },
    says: "You suspended new orders; switch them on again in the account's settings.",
  },
  {
    rejection: { code: "fractional_off" },
    says: "You switched fractional trading off: buy whole shares.",
  },
  {
    rejection: { code: "shorting_off", symbol: "AAPL" },
    says: "You switched short sales off, and this would be short AAPL.",
  },
  {
    rejection: { code: "too_many_open_orders", max: 1_000 },
    says: "An account may have 1000 working orders; cancel one first.",
  },
  { rejection: { code: "order_not_found", orderId: "o" }, says: "There is no such working order." },
  {
    rejection: { code: "order_not_cancelable", orderId: "o", status: "filled" },
    says: "The order is already filled.",
  },
  {
    rejection: { code: "order_not_replaceable", orderId: "o", status: "accepted" },
    says: "An order that is accepted cannot be replaced; cancel it and send a new one.",
  },
  {
    rejection: { code: "replace_unchanged", orderId: "o" },
    says: "The new order would be the same as the old one.",
  },
  {
    rejection: { code: "replace_field_not_allowed", field: "stop_price", type: "limit" },
    says: "A limit order has no stop_price.",
  },
  {
    rejection: { code: "replace_class_not_allowed", kind: "oto" },
    says: "An oto order cannot be replaced; cancel it and send a new one.",
  },
  {
    rejection: { code: "group_qty_not_replaceable", kind: "bracket" },
    says: "In a bracket order only prices can be replaced; the quantity is that of the whole group.",
  },
  {
    rejection: { code: "fractional_qty_not_replaceable" },
    says: "The quantity of a fractional order cannot be replaced.",
  },
  {
    rejection: { code: "qty_not_over_filled", filledNanos: quantity("40") },
    says: "40 have filled already; the new quantity must be more than that.",
  },
  {
    rejection: { code: "exercise_short", symbol: series("SPY-600P").symbol },
    says: "You are short SPY261218P00600000: only its holder can exercise it.",
  },
];

test("the sentence ends with what would pass", () => {
  const draft = orderOf("buy", "150 limit 10.01");
  const decision = decide(CASH, { type: "submit_order", draft }, MARKET);
  const asked = { state: CASH, draft, market: MARKET };

  // 150 x 10.01 = 1,501.50.
  expect(decision.ok ? null : refusalSentences(decision.error, asked)).toBe(
    "This needs $1501.50 of buying power and $1000.00 is free. Reduce the quantity. Quantity 99 would pass.",
  );
});

test.each(OTHERS)("$rejection.code: $says", ({ rejection, says }) => {
  expect(rejectionSentence(rejection)).toBe(says);
});
