/** Orders and positions: alpaca-wire.md §1.6–1.9. */
import type { Route } from "../router";
import { deleteOrder, deleteOrders } from "./order-cancel";
import { getOrder, getOrderByClientId, getOrders } from "./order-read";
import { postOrder } from "./order-submit";
import { getPosition, getPositions } from "./positions";

export const ORDER_ROUTES: readonly Route[] = [
  { method: "POST", pattern: "/v2/orders", handler: postOrder },
  { method: "GET", pattern: "/v2/orders", handler: getOrders },
  { method: "DELETE", pattern: "/v2/orders", handler: deleteOrders },
  { method: "GET", pattern: "/v2/orders:by_client_order_id", handler: getOrderByClientId },
  { method: "GET", pattern: "/v2/orders/{id}", handler: getOrder },
  { method: "DELETE", pattern: "/v2/orders/{id}", handler: deleteOrder },
  { method: "GET", pattern: "/v2/positions", handler: getPositions, priced: true },
  { method: "GET", pattern: "/v2/positions/{symbol}", handler: getPosition, priced: true },
];
