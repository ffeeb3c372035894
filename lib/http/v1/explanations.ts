/** Why a fill happened at its price, why an order has not filled, and the fill decided once more. */
import { formatDollars, formatQuantity } from "@/lib/engine/decimal";
import { isReproducible, recomputeFill } from "@/lib/engine/explain/recompute-fill";
import type { Micros } from "@/lib/engine/money";
import { readAccount } from "@/lib/server/accounts/read-account";
import { fillId } from "@/lib/server/commit/project";
import { fillView } from "@/lib/server/desk/fill-view";
import { orderView } from "@/lib/server/desk/order-view";
import { findFill } from "@/lib/server/trading/find-fill";
import { findOrder } from "@/lib/server/trading/find-orders";
import { notFound } from "@/lib/wire/alpaca/refusal";
import { apiView } from "@/lib/wire/raxx/api-view";
import { type Call, type Handler, ok, param, Refused } from "../call";

/** GET /v1/fills/{id}/explanation: the fill card. */
export const getFillExplanation: Handler = async (call) => {
  const fill = await foundFill(call);
  return ok({ simulated: true, ...Object(apiView(fillView(fill))) });
};

/** GET /v1/fills/{id}/recompute: what its record leads to, beside what is stored. */
export const getFillRecompute: Handler = async (call) => {
  const fill = await foundFill(call);
  const again = recomputeFill(fill);
  const decided = again.ok && again.value.kind === "fill" ? again.value : null;
  return ok({
    simulated: true,
    fill_id: fillId(fill),
    rules_version: fill.rules,
    reproducible: isReproducible(fill),
    stored: figures(fill.ruleId, fill.qtyNanos, fill.priceMicros, {
      legs: fill.legs.map(({ priceMicros }) => priceMicros),
    }),
    // An auction's price is the exchange's print, which is compared and not decided again.
    recomputed:
      decided === null || fill.auctionPrint !== undefined
        ? null
        : figures(decided.ruleId, decided.qtyNanos, decided.priceMicros, {
            legs: decided.legPricesMicros,
          }),
  });
};

/** GET /v1/orders/{id}/explanation: why it has not filled, or why it ended; null when it filled. */
export const getOrderExplanation: Handler = async (call) => {
  const id = param(call, "id");
  const order = await findOrder(call.deps, call.caller, id);
  if (order === null) throw new Refused(notFound(`order not found for ${id.slice(0, 64)}`));
  const { state, market } = await readAccount(call.deps, call.caller);
  return ok({ simulated: true, ...Object(apiView(orderView(order, state, market))) });
};

async function foundFill(call: Call) {
  const id = param(call, "id");
  const fill = await findFill(call.deps, call.caller, id);
  if (fill === null) throw new Refused(notFound(`fill not found for ${id.slice(0, 64)}`));
  return fill;
}

function figures(
  rule: string,
  qtyNanos: Parameters<typeof formatQuantity>[0],
  priceMicros: Micros,
  { legs }: { readonly legs: readonly Micros[] },
) {
  return {
    rule,
    qty: formatQuantity(qtyNanos),
    price: formatDollars(priceMicros),
    leg_prices: legs.map(formatDollars),
  };
}
