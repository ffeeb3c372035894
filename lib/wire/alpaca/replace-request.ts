/**
 * The body of PATCH /v2/orders/{id} as a replacement of an order, or the refusal an Alpaca client
 * expects. How a price is read depends on the order: only a net price may be signed, and a trail is in
 * dollars or in percent as the old one was (alpaca-wire.md §1.8).
 */
import type { Order } from "@/lib/engine/order/order";
import type { Replacement } from "@/lib/engine/order/replacement";
import { err, ok, type Result } from "@/lib/engine/result";
import { ReplaceBody } from "./order-body";
import { priceOf, trailPercentOf, trailPriceOf } from "./order-price";
import { badShape } from "./order-request";
import { clientOrderIdOf, isAbsent, qtyOf, type Read, timeInForceOf } from "./order-value";
import type { Refusal } from "./refusal";

/** What a replacement changes; its id is the server's, as is a client order id that is not given. */
export type Change = Omit<Replacement, "id" | "clientOrderId"> & {
  readonly clientOrderId: string | null;
};

/** Reads a parsed body; the first thing wrong with it is the answer. */
export function readReplaceRequest(body: unknown, order: Order): Result<Change, Refusal> {
  const parsed = ReplaceBody.safeParse(body);
  if (!parsed.success) return err(badShape(parsed.error.issues[0]));
  const { qty, time_in_force, limit_price, stop_price, trail, client_order_id } = parsed.data;
  const clientOrderId = clientOrderIdOf(client_order_id);
  if (!clientOrderId.ok) return clientOrderId;
  const sign = order.orderClass === "mleg" ? "signed" : "unsigned";
  const parts: readonly Read<Partial<Change>>[] = [
    part(qty, qtyOf, "qtyNanos"),
    part(time_in_force, timeInForceOf, "timeInForce"),
    part(limit_price, (text) => priceOf("limit_price", text, sign), "limitMicros"),
    part(stop_price, (text) => priceOf("stop_price", text, "unsigned"), "stopMicros"),
    part(trail, (text) => trailOf(text, order), "trail"),
  ];
  let change: Change = { clientOrderId: clientOrderId.value };
  for (const read of parts) {
    if (!read.ok) return read;
    change = { ...change, ...read.value };
  }
  return ok(change);
}

/** One field of a change, read; nothing when it was not given. */
function part<K extends keyof Change>(
  text: string | null | undefined,
  read: (text: string) => Read<NonNullable<Change[K]>>,
  name: K,
): Read<Partial<Change>> {
  if (isAbsent(text)) return ok({});
  const value = read(text);
  return value.ok ? ok({ [name]: value.value }) : value;
}

function trailOf(text: string, { terms }: Order) {
  const inPercent = terms.type === "trailing_stop" && "trailBps" in terms.trail;
  return inPercent ? trailPercentOf("trail", text) : trailPriceOf("trail", text);
}
