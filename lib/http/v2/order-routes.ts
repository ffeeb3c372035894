/** Orders and positions: alpaca-wire.md §1.6–1.9. */
import type { Route } from "../router";
import { deleteOrder, deleteOrders } from "./order-cancel";
import { ORDER_CONTRACTS, POSITION_CONTRACTS } from "./order-contracts";
import { getOrder, getOrderByClientId, getOrders } from "./order-read";
import { patchOrder } from "./order-replace";
import { postOrder } from "./order-submit";
import { deletePosition, deletePositions } from "./position-close";
import { postDoNotExercise, postExercise } from "./position-exercise";
import { getPosition, getPositions } from "./positions";

export const ORDER_ROUTES: readonly Route[] = [
  {
    ...{ method: "POST", pattern: "/v2/orders", scope: "trade", handler: postOrder },
    contract: ORDER_CONTRACTS.post,
  },
  {
    ...{ method: "GET", pattern: "/v2/orders", scope: "read", handler: getOrders },
    contract: ORDER_CONTRACTS.list,
  },
  {
    ...{ method: "DELETE", pattern: "/v2/orders", scope: "trade", handler: deleteOrders },
    contract: ORDER_CONTRACTS.cancelAll,
  },
  {
    ...{ method: "GET", pattern: "/v2/orders:by_client_order_id", scope: "read" },
    ...{ handler: getOrderByClientId, contract: ORDER_CONTRACTS.byClientId },
  },
  {
    ...{ method: "GET", pattern: "/v2/orders/{id}", scope: "read", handler: getOrder },
    contract: ORDER_CONTRACTS.get,
  },
  {
    ...{ method: "PATCH", pattern: "/v2/orders/{id}", scope: "trade", handler: patchOrder },
    contract: ORDER_CONTRACTS.patch,
  },
  {
    ...{ method: "DELETE", pattern: "/v2/orders/{id}", scope: "trade", handler: deleteOrder },
    contract: ORDER_CONTRACTS.cancel,
  },
  {
    ...{ method: "GET", pattern: "/v2/positions", scope: "read", handler: getPositions },
    ...{ priced: true, contract: POSITION_CONTRACTS.list },
  },
  {
    ...{ method: "GET", pattern: "/v2/positions/{symbol}", scope: "read", handler: getPosition },
    ...{ priced: true, contract: POSITION_CONTRACTS.get },
  },
  {
    ...{ method: "DELETE", pattern: "/v2/positions", scope: "trade", handler: deletePositions },
    contract: POSITION_CONTRACTS.closeAll,
  },
  {
    ...{ method: "DELETE", pattern: "/v2/positions/{symbol}", scope: "trade" },
    ...{ handler: deletePosition, contract: POSITION_CONTRACTS.close },
  },
  {
    ...{ method: "POST", pattern: "/v2/positions/{symbol}/exercise", scope: "trade" },
    ...{ handler: postExercise, takesBody: false, contract: POSITION_CONTRACTS.exercise },
  },
  {
    ...{ method: "POST", pattern: "/v2/positions/{symbol}/do-not-exercise", scope: "trade" },
    ...{ handler: postDoNotExercise, takesBody: false, contract: POSITION_CONTRACTS.doNotExercise },
  },
];
