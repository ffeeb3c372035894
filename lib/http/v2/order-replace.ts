/** PATCH /v2/orders/{id} (alpaca-wire.md §1.8). */
import type { Order } from "@/lib/engine/order/order";
import { findOrder } from "@/lib/server/trading/find-orders";
import { type ReplaceResult, replaceOrder } from "@/lib/server/trading/replace-order";
import { notFound, type Refusal, unprocessable } from "@/lib/wire/alpaca/refusal";
import { readReplaceRequest } from "@/lib/wire/alpaca/replace-request";
import { type Answer, type Call, type Handler, ok, param, refused } from "../call";
import { arrivalStatus, duplicateRefusal, engineRefusal } from "./order-answer";
import { showOrder } from "./shown-order";

/** Replaces a working order: the answer is the new one, with an id of its own. */
export const patchOrder: Handler = async (call) => {
  const id = param(call, "id");
  const order = await findOrder(call.deps, call.caller, id);
  if (order === null) return refused(notFound(`order not found for ${id.slice(0, 64)}`));
  if (order.id !== id.toLowerCase()) {
    return refused(unprocessable("a leg cannot be replaced alone: replace its parent order"));
  }
  const change = readReplaceRequest(call.body, order);
  if (!change.ok) return refused(change.error);
  const asked = { orderId: order.id, change: change.value };
  return answerOf(call, await replaceOrder(call.deps, call.caller, asked, call.newId));
};

async function answerOf({ deps, caller }: Call, result: ReplaceResult): Promise<Answer> {
  switch (result.kind) {
    case "replaced": {
      const { order, state } = result;
      const status = arrivalStatus(order);
      return ok(await showOrder(deps, order, { status, among: state.orders.values() }));
    }
    case "refused":
      return refused(await engineRefusal(deps, result.rejection));
    case "ended":
      return refused(endedRefusal(result.order));
    case "duplicate":
      return refused(await duplicateRefusal(deps, caller, result.order));
  }
}

function endedRefusal({ status }: Order): Refusal {
  return status === "replaced"
    ? unprocessable("order already replaced")
    : unprocessable(`cannot replace order in ${status} status`);
}
