/** Reads what the desk changes of a working order, or says in words which field is wrong. */
import { parseDollars, parseQuantity, parseSignedDollars } from "@/lib/engine/decimal";
import type { Order } from "@/lib/engine/order/order";
import { err, ok, type Result } from "@/lib/engine/result";
import type { Change } from "@/lib/wire/alpaca/replace-request";
import type { OrderChange } from "@/lib/wire/raxx/ticket";

/** The change of an order, whose class says whether its limit is a signed net. */
export function parseChange(
  { qty, limit, stop }: OrderChange,
  { orderClass }: Pick<Order, "orderClass">,
): Result<Change, string> {
  const qtyNanos = qty === undefined ? undefined : parseQuantity(qty);
  if (qtyNanos === null) return err('Quantity must be a number such as "1".');
  const readLimit = orderClass === "mleg" ? parseSignedDollars : parseDollars;
  const limitMicros = limit === undefined ? undefined : readLimit(limit);
  if (limitMicros === null) return err('The limit must be a price such as "1.35".');
  const stopMicros = stop === undefined ? undefined : parseDollars(stop);
  if (stopMicros === null) return err('The stop must be a price such as "1.35".');
  return ok({
    clientOrderId: null,
    ...(qtyNanos === undefined ? {} : { qtyNanos }),
    ...(limitMicros === undefined ? {} : { limitMicros }),
    ...(stopMicros === undefined ? {} : { stopMicros }),
  });
}
