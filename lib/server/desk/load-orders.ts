/** A page of the account's orders, newest first, each with why it waits or how it ended. */
import type { OrderHistoryFilter, OrderHistoryView } from "@/lib/wire/raxx/orders";
import { readAccount } from "../accounts/read-account";
import type { Caller, Deps } from "../deps";
import { listOrders } from "../trading/find-orders";
import { orderView } from "./order-view";

const PAGE = 50;

/** Loads a page; one more is read than is shown, to know whether there is another. */
export async function loadOrders(
  deps: Deps,
  caller: Caller,
  filter: OrderHistoryFilter,
): Promise<OrderHistoryView> {
  const { status, symbol, kind, side, before } = filter;
  const [{ state, market }, orders] = await Promise.all([
    readAccount(deps, caller),
    listOrders(deps, caller, {
      ...{ status, direction: "desc", limit: PAGE + 1, afterMs: null, untilMs: null },
      ...{ symbols: [], about: symbol === "" ? null : symbol, beforeId: before },
      side: side === "all" ? null : side,
      kind: kind === "all" ? null : kind,
    }),
  ]);
  const shown = orders.slice(0, PAGE);
  return {
    filter,
    orders: shown.map((order) => orderView(order, state, market)),
    next: orders.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
  };
}
