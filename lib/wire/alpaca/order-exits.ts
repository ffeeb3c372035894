/**
 * Reads bracket, oco and oto orders: the exits that come with an order. Which exits a class needs and
 * where they may stand is the engine's question (alpaca-wire.md §1.6).
 */
import type { Micros } from "@/lib/engine/money";
import type { GroupKind } from "@/lib/engine/order/order";
import { err, ok } from "@/lib/engine/result";
import type { NewGroup } from "../new-order";
import type { OrderBody } from "./order-body";
import { priceOf } from "./order-price";
import { isAbsent, type Read, type Text } from "./order-value";
import { badField, unprocessable } from "./refusal";

const KINDS: readonly GroupKind[] = ["bracket", "oco", "oto"];

/** The exits of a body; null for a simple order. */
export function groupOf(body: OrderBody): Read<NewGroup | null> {
  const kind = KINDS.find((one) => one === body.order_class);
  const takeProfit = optionalPrice("take_profit.limit_price", body.take_profit?.limit_price);
  if (!takeProfit.ok) return takeProfit;
  const stop = optionalPrice("stop_loss.stop_price", body.stop_loss?.stop_price);
  if (!stop.ok) return stop;
  const limit = optionalPrice("stop_loss.limit_price", body.stop_loss?.limit_price);
  if (!limit.ok) return limit;
  if (kind === undefined) {
    const exits = [takeProfit.value, stop.value, limit.value];
    // An order without the exits its sender counts on would be a wrong order.
    return exits.every((price) => price === null)
      ? ok(null)
      : err(badField("take_profit and stop_loss require order_class bracket, oco or oto"));
  }
  return ok({
    kind,
    // The order of an oco is itself its take-profit.
    ...(takeProfit.value !== null &&
      kind !== "oco" && { takeProfit: { limitMicros: takeProfit.value } }),
    ...(stop.value !== null && {
      stopLoss: {
        stopMicros: stop.value,
        ...(limit.value !== null && { limitMicros: limit.value }),
      },
    }),
  });
}

/** The body with the price of an oco where an order has its own: it is given as its take-profit. */
export function withOwnPrice(body: OrderBody): Read<OrderBody> {
  if (body.order_class !== "oco") return ok(body);
  if (body.type !== "limit") return err(unprocessable("oco orders must be limit orders"));
  const price = body.take_profit?.limit_price;
  return isAbsent(price)
    ? err(unprocessable("oco orders require take_profit.limit_price"))
    : ok({ ...body, limit_price: price });
}

function optionalPrice(field: string, text: Text): Read<Micros | null> {
  return isAbsent(text) ? ok(null) : priceOf(field, text, "unsigned");
}
