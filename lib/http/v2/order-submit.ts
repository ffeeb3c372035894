/** POST /v2/orders (alpaca-wire.md §1.6). */

import { traceOrder } from "@/lib/server/telemetry/traces";
import { type SubmitResult, submitOrder } from "@/lib/server/trading/submit-order";
import { readOrderRequest } from "@/lib/wire/alpaca/order-request";
import { assetNotFound } from "@/lib/wire/alpaca/order-value";
import { type Answer, type Call, type Handler, ok, refused } from "../call";
import { arrivalStatus, duplicateRefusal, engineRefusal } from "./order-answer";
import { showOrder } from "./shown-order";

/** Accepts or refuses an order; one client order id never makes two. */
export const postOrder: Handler = async (call) => {
  const startMs = performance.now();
  const request = readOrderRequest(call.body);
  if (!request.ok) return refused(request.error);
  const result = await submitOrder(call.deps, call.caller, request.value, call.newId);
  if (result.kind === "accepted") {
    const attributes = { "raxx.request_id": call.requestId };
    traceOrder(result.order.id, { name: "POST /v2/orders", startMs, attributes });
  }
  return submitAnswer(call, result);
};

/** The order as it arrived, its legs inside, or why there is none. */
export async function submitAnswer(
  { deps, caller }: Pick<Call, "deps" | "caller">,
  result: SubmitResult,
): Promise<Answer> {
  switch (result.kind) {
    case "accepted": {
      const { order, state } = result;
      const status = arrivalStatus(order);
      return ok(await showOrder(deps, order, { status, among: state.orders.values() }));
    }
    case "unknown_symbol":
      return refused(assetNotFound(result.symbol));
    case "refused":
      return refused(await engineRefusal(deps, result.rejection));
    case "duplicate":
      return refused(await duplicateRefusal(deps, caller, result.order));
  }
}
