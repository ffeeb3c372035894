/**
 * Puts a new order in the place of a working one, once: the same client order id never makes two. Both
 * change in one commit, so nothing is left pending (alpaca-wire.md §1.8, §3.3).
 */
import type { AccountState } from "@/lib/engine/account/account-state";
import { present } from "@/lib/engine/assert";
import type { Order } from "@/lib/engine/order/order";
import type { Rejection } from "@/lib/engine/order/rejection";
import type { Change } from "@/lib/wire/alpaca/replace-request";
import type { Caller, Deps } from "../deps";
import { freshIds, type NewId } from "../ids";
import { findOrder } from "./find-orders";

export type ReplaceResult =
  | { readonly kind: "replaced"; readonly order: Order; readonly state: AccountState }
  | { readonly kind: "refused"; readonly rejection: Rejection }
  /** It ended before the replacement came. */
  | { readonly kind: "ended"; readonly order: Order }
  /** The client order id is taken; here is the order that has it. */
  | { readonly kind: "duplicate"; readonly order: Order };

/** Replaces an order of the caller. */
export async function replaceOrder(
  deps: Deps,
  caller: Caller,
  { orderId, change }: { readonly orderId: string; readonly change: Change },
  newId: NewId = freshIds(deps.clock),
): Promise<ReplaceResult> {
  const id = newId();
  const replacement = { ...change, id, clientOrderId: change.clientOrderId ?? id };
  const answer = await deps.door.ask({
    accountId: caller.accountId,
    feed: caller.feed,
    command: { type: "replace_order", orderId, replacement },
  });
  const find = async (wanted: string) =>
    present(await findOrder(deps, caller, wanted), "a known id has its order");
  if (answer.kind === "refused") {
    return answer.rejection.code === "order_not_found"
      ? { kind: "ended", order: await find(orderId) }
      : answer;
  }
  if (answer.kind === "done") {
    const order = present(answer.state.orders.get(id), "a replacement is working");
    return { kind: "replaced", order, state: answer.state };
  }
  const order = await findOrder(deps, caller, answer.orderId);
  if (order === null) return { kind: "refused", rejection: { code: "client_order_id_used" } };
  if (answer.orderId !== id) return { kind: "duplicate", order };
  // A commit whose outcome was lost was tried again with the same id and found itself.
  const loaded = present(await deps.door.read(caller.accountId), "the account exists");
  return { kind: "replaced", order, state: loaded.state };
}
