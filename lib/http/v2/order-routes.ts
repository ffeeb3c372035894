/** Orders and positions: alpaca-wire.md §1.6–1.9. */
import type { Route } from "../router";
import { deleteOrder, deleteOrders } from "./order-cancel";
import { getOrder, getOrderByClientId, getOrders } from "./order-read";
import { patchOrder } from "./order-replace";
import { postOrder } from "./order-submit";
import { deletePosition, deletePositions } from "./position-close";
import { postDoNotExercise, postExercise } from "./position-exercise";
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
  { method: "PATCH", pattern: "/v2/orders/{id}", scope: "trade", handler: patchOrder },
  { method: "DELETE", pattern: "/v2/orders/{id}", scope: "trade", handler: deleteOrder },
  { method: "GET", pattern: "/v2/positions", scope: "read", handler: getPositions, priced: true },
  {
    method: "GET",
    pattern: "/v2/positions/{symbol}",
    scope: "read",
    handler: getPosition,
    priced: true,
  },
  { method: "DELETE", pattern: "/v2/positions", scope: "trade", handler: deletePositions },
  { method: "DELETE", pattern: "/v2/positions/{symbol}", scope: "trade", handler: deletePosition },
  {
    method: "POST",
    pattern: "/v2/positions/{symbol}/exercise",
    scope: "trade",
    handler: postExercise,
    takesBody: false,
  },
  {
    method: "POST",
    pattern: "/v2/positions/{symbol}/do-not-exercise",
    scope: "trade",
    handler: postDoNotExercise,
    takesBody: false,
  },
];
