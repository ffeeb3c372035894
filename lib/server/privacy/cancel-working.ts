/** Cancels whatever some accounts have working: somebody who is being erased waits for nothing. */
import { isTerminal } from "@/lib/engine/order/order";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import type { Door } from "../commit/door";

/** Safe to repeat: what was canceled is no longer working. */
export async function cancelWorking(
  door: Door,
  accountIds: readonly string[],
  feed: FeedKind,
): Promise<number> {
  let asked = 0;
  for (const accountId of accountIds) {
    const loaded = await door.read(accountId);
    const working = [...(loaded?.state.orders.values() ?? [])].filter(
      ({ status }) => !isTerminal(status),
    );
    for (const { id: orderId } of working) {
      await door.ask({ accountId, feed, command: { type: "cancel_order", orderId } });
    }
    asked += working.length;
  }
  return asked;
}
