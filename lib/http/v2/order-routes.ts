/** Orders and positions: alpaca-wire.md §1.6–1.9. */
import type { Route } from "../router";
import { deleteOrder, deleteOrders } from "./order-cancel";
import { getOrder, getOrderByClientId, getOrders } from "./order-read";
import { postOrder } from "./order-submit";
import { getPosition, getPositions } from "./positions";

export const ORDER_ROUTES: readonly Route[] = [
  { method: "POST", pattern: "/v2/orders", scope: "trade", handler: postOrder },
  { method: "GET", pattern: "/v2/orders", scope: "read", handler: getOrders },
  { method: "DELETE", pattern: "/v2/orders", scope: "trade", handler: deleteOrders },
  {
    method: "GET",
    pattern: "/v2/orders:by_client_order_id",
    scope: "read",
    handler: getOrderByClientId,
  },
  { method: "GET", pattern: "/v2/orders/{id}", scope: "read", handler: getOrder },
  { method: "DELETE", pattern: "/v2/orders/{id}", scope: "trade", handler: deleteOrder },
  { method: "GET", pattern: "/v2/positions", scope: "read", handler: getPositions, priced: true },
  {
    method: "GET",
    pattern: "/v2/positions/{symbol}",
    scope: "read",
    handler: getPosition,
    priced: true,
  },
];
