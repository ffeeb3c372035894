/** DELETE /v2/positions/{symbol or asset id} and DELETE /v2/positions (alpaca-wire.md §1.9). */
import { parseQuantity } from "@/lib/engine/decimal";
import { NANOS_PER_UNIT } from "@/lib/engine/money";
import {
  type CloseAmount,
  closeAllPositions,
  closePosition,
} from "@/lib/server/trading/close-position";
import { qtyOf } from "@/lib/wire/alpaca/order-value";
import { notFound } from "@/lib/wire/alpaca/refusal";
import { type Handler, param, Refused, refused, refuseField } from "../call";
import { submitAnswer } from "./order-submit";
import { flagOf, given } from "./query";

const ALL_PERCENT = 100n * NANOS_PER_UNIT;

/** Closes one position or a part of it; the answer is the order that does. */
export const deletePosition: Handler = async (call) => {
  const amount = amountOf(call.query);
  const asked = { name: param(call, "symbol"), amount };
  const result = await closePosition(call.deps, call.caller, asked, call.newId);
  return result.kind === "no_position"
    ? refused(notFound("position does not exist"))
    : submitAnswer(call, result);
};

/** Closes every position: 207 with the order or the error of each. */
export const deletePositions: Handler = async (call) => {
  const cancelOrders = flagOf(call.query, "cancel_orders", false);
  const results = await closeAllPositions(call.deps, call.caller, { cancelOrders });
  const body = results.map(async ({ symbol, result }) => {
    const answer = await submitAnswer(call, result);
    return { symbol, ...answer };
  });
  return { status: 207, body: await Promise.all(body) };
};

function amountOf(query: URLSearchParams): CloseAmount {
  const [qty, percentage] = [given(query, "qty"), given(query, "percentage")];
  if (qty !== null && percentage !== null) {
    return refuseField("only one of qty or percentage is accepted");
  }
  if (qty !== null) {
    const read = qtyOf(qty);
    if (!read.ok) throw new Refused(read.error);
    return { kind: "qty", qtyNanos: read.value };
  }
  if (percentage === null) return { kind: "all" };
  const percentNanos = parseQuantity(percentage);
  return percentNanos !== null && percentNanos > 0n && percentNanos <= ALL_PERCENT
    ? { kind: "percentage", percentNanos }
    : refuseField("percentage must be > 0 and <= 100");
}
