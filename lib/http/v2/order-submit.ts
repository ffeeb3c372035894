/** POST /v2/orders (alpaca-wire.md §1.6). */
import { assetIdsOf } from "@/lib/server/market/asset-ids";
import { type SubmitResult, submitOrder } from "@/lib/server/trading/submit-order";
import { readOrderRequest } from "@/lib/wire/alpaca/order-request";
import { assetNotFound } from "@/lib/wire/alpaca/order-value";
import { badField, refusalOf } from "@/lib/wire/alpaca/refusal";
import { type Answer, type Call, type Handler, ok, refused } from "../call";
import { showFamily, showOrder } from "./shown-order";

/** Accepts or refuses an order; one client order id never makes two. */
export const postOrder: Handler = async (call) => {
  const request = readOrderRequest(call.body);
  if (!request.ok) return refused(request.error);
  return answerOf(call, await submitOrder(call.deps, call.caller, request.value));
};

async function answerOf({ deps, caller }: Call, result: SubmitResult): Promise<Answer> {
  switch (result.kind) {
    case "accepted": {
      // What a live answer says: acknowledged here, not yet at the venue (§1.15).
      const status = result.order.status === "new" ? "pending_new" : result.order.status;
      return ok(
        await showOrder(deps, result.order, { status, among: result.state.orders.values() }),
      );
    }
    case "unknown_symbol":
      return refused(assetNotFound(result.symbol));
    case "refused": {
      const { rejection } = result;
      const underlying = rejection.code === "insufficient_cover" ? [rejection.underlying] : [];
      return refused(refusalOf(rejection, await assetIdsOf(deps, underlying)));
    }
    case "duplicate": {
      // The order that has the id comes along, so that a retry after a timeout needs no second call
      // (decisions 18).
      const extras = {
        existing_order_id: result.order.id,
        existing_order: await showFamily(deps, caller, result.order),
      };
      return refused({ ...badField("client_order_id must be unique"), extras });
    }
  }
}
