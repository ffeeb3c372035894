/** DELETE /v2/orders/{id} and DELETE /v2/orders (alpaca-wire.md §1.8). */
import { type CancelResult, cancelAllOrders, cancelOrder } from "@/lib/server/trading/cancel-order";
import { notFound, type Refusal, refusalBody, unprocessable } from "@/lib/wire/alpaca/refusal";
import { type Handler, param, refused } from "../call";
import { showOrder } from "./shown-order";

/** Cancels one order: 204, and it is already final. */
export const deleteOrder: Handler = async (call) => {
  const id = param(call, "id");
  const result = await cancelOrder(call.deps, call.caller, id);
  const refusal = refusalOfCancel(result, id);
  return refusal === null ? { status: 204 } : refused(refusal);
};

/** Cancels every working order: 207 with an outcome each; `body` is the order or the error. */
export const deleteOrders: Handler = async ({ deps, caller }) => {
  const results = await cancelAllOrders(deps, caller);
  const body = results.map(async (result) => {
    const id = result.orderId;
    const refusal = refusalOfCancel(result, id);
    if (refusal !== null) return { id, status: refusal.status, body: refusalBody(refusal) };
    if (result.kind !== "canceled") return { id, status: 200 };
    return { id, status: 200, body: await showOrder(deps, result.order) };
  });
  return { status: 207, body: await Promise.all(body) };
};

function refusalOfCancel(result: CancelResult, id: string): Refusal | null {
  switch (result.kind) {
    case "canceled":
      return null;
    case "not_found":
      return notFound(`order not found for ${id.slice(0, 64)}`);
    case "not_cancelable":
      return result.order.id === id
        ? unprocessable(`order is already in "${result.order.status}" state`)
        : unprocessable("a leg cannot be canceled alone: cancel its parent order");
  }
}
