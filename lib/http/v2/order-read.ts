/** GET /v2/orders, /v2/orders/{id} and /v2/orders:by_client_order_id (alpaca-wire.md §1.7). */
import type { Order } from "@/lib/engine/order/order";
import { isUuid } from "@/lib/server/ids";
import {
  findOrder,
  findOrderByClientId,
  listOrders,
  type OrderFilter,
} from "@/lib/server/trading/find-orders";
import { clientOrderIdOf } from "@/lib/wire/alpaca/order-value";
import { notFound } from "@/lib/wire/alpaca/refusal";
import { type Call, type Handler, ok, param, refused, refuseField } from "../call";
import { choiceOf, flagOf, given, instantOf, optionalChoiceOf, wholeOf, wordsOf } from "./query";
import { showById, showFamily, showFlat, showNested } from "./shown-order";

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 500;

/** Lists orders by submission. */
export const getOrders: Handler = async ({ deps, caller, query }) => {
  const nested = flagOf(query, "nested", false);
  const filter = filterOf(query);
  const orders = filter === null ? [] : await listOrders(deps, caller, { ...filter, nested });
  return ok(await (nested ? showNested(deps, caller, orders) : showFlat(deps, orders)));
};

/** One order, or one leg of a multi-leg order, by its id. */
export const getOrder: Handler = async (call) => {
  const id = param(call, "id");
  const order = await findOrder(call.deps, call.caller, id);
  if (order === null) return refused(notFound(`order not found for ${id.slice(0, 64)}`));
  return ok(withLegs(call, await showById(call.deps, call.caller, { order, id })));
};

/** One order by the id its sender gave it. */
export const getOrderByClientId: Handler = async (call) => {
  const clientOrderId = given(call.query, "client_order_id");
  if (clientOrderId === null) return refuseField("client_order_id is missing");
  const order = await findByClientId(call, clientOrderId);
  if (order === null)
    return refused(notFound(`order not found for ${clientOrderId.slice(0, 128)}`));
  return ok(withLegs(call, await showFamily(call.deps, call.caller, order)));
};

/** An id that no order could have been given is not found, without asking the database. */
async function findByClientId(
  { deps, caller }: Call,
  clientOrderId: string,
): Promise<Order | null> {
  const readable = clientOrderIdOf(clientOrderId);
  return readable.ok ? findOrderByClientId(deps, caller, clientOrderId) : null;
}

/** Legs are shown unless nested=false says otherwise: alone, the parent would hide what it trades. */
function withLegs<T extends { readonly legs: unknown }>({ query }: Call, order: T): T {
  return flagOf(query, "nested", true) ? order : { ...order, legs: null };
}

/** Null when the filters leave nothing to list. */
function filterOf(query: URLSearchParams): OrderFilter | null {
  const kind = kindOf(wordsOf(query, "asset_class"));
  const filter = {
    status: choiceOf(query, "status", ["open", "closed", "all"]),
    limit: wholeOf(query, "limit", { byDefault: LIMIT_DEFAULT, min: 1, max: LIMIT_MAX }),
    direction: choiceOf(query, "direction", ["desc", "asc"]),
    symbols: wordsOf(query, "symbols"),
    side: optionalChoiceOf(query, "side", ["buy", "sell"]),
    ...boundsOf(query),
  };
  return kind === "none" ? null : { ...filter, kind };
}

function boundsOf(query: URLSearchParams) {
  const afterMs = instantOf(query, "after");
  const untilMs = instantOf(query, "until");
  const beforeId = orderIdOf(query, "before_order_id");
  const afterId = orderIdOf(query, "after_order_id");
  if (beforeId !== null && afterId !== null) {
    return refuseField("only one of before_order_id or after_order_id is accepted");
  }
  const byId = beforeId !== null || afterId !== null;
  if (byId && (afterMs !== null || untilMs !== null)) {
    return refuseField("before_order_id and after_order_id do not go with after and until");
  }
  return { afterMs, untilMs, beforeId, afterId };
}

function orderIdOf(query: URLSearchParams, name: string): string | null {
  const text = given(query, name);
  if (text === null) return null;
  return isUuid(text) ? text : refuseField(`invalid ${name}`);
}

/** Crypto and ipo orders do not exist here; asked for alone they list nothing. */
function kindOf(classes: readonly string[]): "equity" | "option" | "none" | null {
  const all = classes.length === 0 || classes.includes("all");
  const [equity, option] = [classes.includes("us_equity"), classes.includes("us_option")];
  if (all || (equity && option)) return null;
  if (equity) return "equity";
  return option ? "option" : "none";
}
