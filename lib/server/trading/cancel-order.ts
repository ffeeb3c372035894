/** Cancels working orders. A cancel resolves at once against the log: nothing stays pending. */
import type { AccountState } from "@/lib/engine/account/account-state";
import { isTerminal, type Order } from "@/lib/engine/order/order";
import type { Caller, Deps } from "../deps";
import { isUuid } from "../ids";
import { findOrder } from "./find-orders";

export type CancelResult =
  | { readonly kind: "canceled"; readonly order: Order }
  | { readonly kind: "not_found" }
  | { readonly kind: "not_cancelable"; readonly order: Order };

/** Cancels one order of the caller; one that has ended is told apart from one that never was. */
export async function cancelOrder(
  deps: Deps,
  caller: Caller,
  orderId: string,
): Promise<CancelResult> {
  if (!isUuid(orderId)) return { kind: "not_found" };
  const answer = await deps.door.ask({
    accountId: caller.accountId,
    feed: caller.feed,
    command: { type: "cancel_order", orderId },
  });
  const order = await findOrder(deps, caller, orderId);
  if (order === null) return { kind: "not_found" };
  return answer.kind === "done" ? { kind: "canceled", order } : { kind: "not_cancelable", order };
}

/** Cancels every working order; the answer has one entry for each, in order of submission. */
export async function cancelAllOrders(
  deps: Deps,
  caller: Caller,
): Promise<readonly (CancelResult & { readonly orderId: string })[]> {
  const loaded = await deps.door.read(caller.accountId);
  const ids = loaded === null ? [] : workingIds(loaded.state);
  return Promise.all(
    ids.map(async (orderId) => {
      const result = await cancelOrder(deps, caller, orderId);
      // One cancel ends a whole group: what another one has canceled is what was asked for.
      return result.kind === "not_cancelable" && result.order.status === "canceled"
        ? { kind: "canceled" as const, order: result.order, orderId }
        : { ...result, orderId };
    }),
  );
}

function workingIds(state: AccountState): readonly string[] {
  return [...state.orders.values()]
    .filter((order) => !isTerminal(order.status))
    .sort((a, b) => a.submittedAtMs - b.submittedAtMs)
    .map((order) => order.id);
}
