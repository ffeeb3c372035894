/**
 * Reads the type of an order with the prices it needs, and refuses those that its type does not have:
 * an order whose stop is silently ignored would be a wrong order (alpaca-wire.md §1.1, §1.6, §2.10).
 */
import { parseDollars, parseSignedDollars } from "@/lib/engine/decimal";
import type { Micros } from "@/lib/engine/money";
import type { OrderTerms, OrderType, Trail } from "@/lib/engine/order/order";
import { err, ok, type Result } from "@/lib/engine/result";
import type { OrderBody } from "./order-body";
import { isAbsent, type Read, type Text } from "./order-value";
import { badField, type Refusal } from "./refusal";

type PriceBody = Pick<
  OrderBody,
  "type" | "limit_price" | "stop_price" | "trail_price" | "trail_percent"
>;
/** Only the net price of a multi-leg order may be signed (decisions 19). */
export type PriceSign = "signed" | "unsigned";

const TYPES: readonly OrderType[] = ["market", "limit", "stop", "stop_limit", "trailing_stop"];
/** A hundredth of a percent, in the millionths that decimals are read in. */
const BPS = 10_000n;

/** The terms of an order; the first price that is missing, senseless or out of place is the answer. */
export function termsOf(body: PriceBody, limitSign: PriceSign): Read<OrderTerms> {
  const type = TYPES.find((one) => one === body.type);
  if (type === undefined) return err(badField("invalid order type"));
  const misplaced = findMisplaced(body, type);
  if (misplaced !== null) return err(misplaced);
  switch (type) {
    case "market":
      return ok({ type });
    case "limit":
      return withLimit(body, limitSign, (limitMicros) => ({ type, limitMicros }));
    case "stop":
      return withStop(body, (stopMicros) => ok({ type, stopMicros }));
    case "stop_limit":
      return withStop(body, (stopMicros) =>
        withLimit(body, limitSign, (limitMicros) => ({ type, stopMicros, limitMicros })),
      );
    case "trailing_stop": {
      const trail = trailOf(body);
      return trail.ok ? ok({ type, trail: trail.value }) : trail;
    }
  }
}

/** A price that the type has no use for; texts beside the limit's are our own. */
function findMisplaced(body: PriceBody, type: OrderType): Refusal | null {
  const [limit, stop] = [type === "limit", type === "stop"];
  if (!isAbsent(body.limit_price) && !limit && type !== "stop_limit") {
    return badField("limit price is only valid for limit orders");
  }
  if (!isAbsent(body.stop_price) && !stop && type !== "stop_limit") {
    return badField("stop price is only valid for stop orders");
  }
  const trails = !isAbsent(body.trail_price) || !isAbsent(body.trail_percent);
  return trails && type !== "trailing_stop"
    ? badField("trail price and trail percent are only valid for trailing stop orders")
    : null;
}

function withLimit(
  { limit_price }: PriceBody,
  sign: PriceSign,
  terms: (limitMicros: Micros) => OrderTerms,
): Read<OrderTerms> {
  if (isAbsent(limit_price)) return err(badField("limit orders require a limit price"));
  const price = priceOf("limit_price", limit_price, sign);
  return price.ok ? ok(terms(price.value)) : price;
}

function withStop(
  { stop_price }: PriceBody,
  terms: (stopMicros: Micros) => Read<OrderTerms>,
): Read<OrderTerms> {
  if (isAbsent(stop_price)) return err(badField("stop orders require a stop price"));
  const price = priceOf("stop_price", stop_price, "unsigned");
  return price.ok ? terms(price.value) : price;
}

/** A price by the name of its field, which its refusals use. */
export function priceOf(field: string, text: string, sign: PriceSign): Result<Micros, Refusal> {
  const price = sign === "signed" ? parseSignedDollars(text) : parseDollars(text);
  if (price !== null) return ok(price);
  const negative = sign === "unsigned" && parseSignedDollars(text) !== null;
  return err(
    badField(
      negative
        ? `${field.replaceAll("_", " ")} must be > 0`
        : `${field} must be a decimal such as "12.34"`,
    ),
  );
}

function trailOf({ trail_price, trail_percent }: PriceBody): Read<Trail> {
  if (isAbsent(trail_price) === isAbsent(trail_percent)) {
    return err(badField("trailing stop orders must specify one of trail_price or trail_percent"));
  }
  return isAbsent(trail_price)
    ? trailPercentOf("trail_percent", trail_percent)
    : trailPriceOf("trail_price", trail_price);
}

/** A trail in dollars. */
export function trailPriceOf(field: string, text: Text): Read<Trail> {
  const price = priceOf(field, text ?? "", "unsigned");
  return price.ok ? ok({ trailMicros: price.value }) : price;
}

/** A trail in percent, to a hundredth. */
export function trailPercentOf(field: string, text: Text): Read<Trail> {
  const percent = priceOf(field, text ?? "", "unsigned");
  if (!percent.ok) return percent;
  return percent.value % BPS === 0n
    ? ok({ trailBps: Number(percent.value / BPS) })
    : err(badField(`${field} must have at most 2 decimals`));
}
