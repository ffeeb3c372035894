/** What the writes of orders answer alike: an order that has just arrived, and the two ways to refuse one. */
import type { Order } from "@/lib/engine/order/order";
import type { Rejection } from "@/lib/engine/order/rejection";
import type { Caller, Deps } from "@/lib/server/deps";
import { assetIdsOf } from "@/lib/server/market/asset-ids";
import type { AlpacaStatus } from "@/lib/wire/alpaca/order";
import { badField, type Refusal, refusalOf } from "@/lib/wire/alpaca/refusal";
import { showFamily } from "./shown-order";

/** What a live answer says: acknowledged here, not yet at the venue (alpaca-wire.md §1.15). */
export function arrivalStatus({ status }: Order): AlpacaStatus {
  return status === "new" ? "pending_new" : status;
}

/** The refusal of the engine, with the asset ids that its body names. */
export async function engineRefusal(deps: Deps, rejection: Rejection): Promise<Refusal> {
  const underlying = rejection.code === "insufficient_cover" ? [rejection.underlying] : [];
  return refusalOf(rejection, await assetIdsOf(deps, underlying));
}

/**
 * A client order id that is taken. The order that has it comes along, so that a retry after a timeout
 * needs no second call (decisions 18).
 */
export async function duplicateRefusal(
  deps: Deps,
  caller: Caller,
  existing: Order,
): Promise<Refusal> {
  const extras = {
    existing_order_id: existing.id,
    existing_order: await showFamily(deps, caller, existing),
  };
  return { ...badField("client_order_id must be unique"), extras };
}
