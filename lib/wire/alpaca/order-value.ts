/** Reads the values of an order body one by one, each with the text Alpaca refuses it with (alpaca-wire.md §1.1). */
import { parseDollars, parseQuantity, parseSignedDollars } from "@/lib/engine/decimal";
import type { Nanos } from "@/lib/engine/money";
import type { OrderSide, OrderTerms, PositionIntent, TimeInForce } from "@/lib/engine/order/order";
import { err, ok, type Result } from "@/lib/engine/result";
import type { OrderBody } from "./order-body";
import { badField, type Refusal, unprocessable } from "./refusal";

type Text = string | null | undefined;
type Read<T> = Result<T, Refusal>;

const CLIENT_ORDER_ID_MAX = 128;
const SYMBOL = /^[A-Z0-9][A-Z0-9./-]{0,23}$/;
/** Control characters and half surrogates: the database cannot store them as text. */
const UNSTORABLE = /[\p{Cc}\p{Cs}]/u;

const SIDES: readonly OrderSide[] = ["buy", "sell"];
const TIMES_IN_FORCE: readonly TimeInForce[] = ["day", "gtc", "ioc"];
const INTENTS: readonly PositionIntent[] = [
  "buy_to_open",
  "buy_to_close",
  "sell_to_open",
  "sell_to_close",
];

/** A symbol that could exist; one that does not is told by the catalog. */
export function symbolOf(text: Text): Read<string> {
  if (isAbsent(text)) return err(badField("symbol is required"));
  if (!SYMBOL.test(text)) return err(assetNotFound(text));
  return ok(text);
}

/** The refusal of a symbol that is not in the catalog. */
export function assetNotFound(symbol: string): Refusal {
  return unprocessable(`asset "${symbol.slice(0, 24)}" not found`);
}

/** buy or sell. */
export function sideOf(text: Text): Read<OrderSide> {
  return oneOf(SIDES, text, "invalid side");
}

/** day, gtc or ioc; the others are refused before as not supported yet. */
export function timeInForceOf(text: Text): Read<TimeInForce> {
  return oneOf(TIMES_IN_FORCE, text, "invalid time_in_force");
}

/** A position intent, or null when the sender leaves it to the position. */
export function intentOf(text: Text): Read<PositionIntent | null> {
  return isAbsent(text) ? ok(null) : oneOf(INTENTS, text, "invalid position_intent");
}

/** The quantity, positive; whether it is whole is the engine's question. */
export function qtyOf(body: Pick<OrderBody, "qty">): Read<Nanos> {
  const { qty } = body;
  if (isAbsent(qty)) return err(badField("qty or notional is required"));
  const value = parseQuantity(qty.startsWith("-") ? qty.slice(1) : qty);
  if (value === null) return err(badField('qty must be a decimal such as "10"'));
  return value > 0n && !qty.startsWith("-") ? ok(value) : err(badField("qty must be > 0"));
}

/** Type and price; a net price may be signed (§2.10). */
export function termsOf(
  body: Pick<OrderBody, "type" | "limit_price">,
  limitSign: "signed" | "unsigned",
): Read<OrderTerms> {
  const { type, limit_price } = body;
  if (type !== "market" && type !== "limit") return err(badField("invalid order type"));
  if (type === "market") {
    return isAbsent(limit_price)
      ? ok({ type: "market" })
      : err(badField("limit price is only valid for limit orders"));
  }
  if (isAbsent(limit_price)) return err(badField("limit orders require a limit price"));
  const limitMicros =
    limitSign === "signed" ? parseSignedDollars(limit_price) : parseDollars(limit_price);
  if (limitMicros !== null) return ok({ type: "limit", limitMicros });
  const negative = limitSign === "unsigned" && parseSignedDollars(limit_price) !== null;
  return err(
    badField(
      negative ? "limit price must be > 0" : 'limit_price must be a decimal such as "12.34"',
    ),
  );
}

/** The sender's own id, or null when one is to be made. */
export function clientOrderIdOf(text: Text): Read<string | null> {
  if (isAbsent(text)) return ok(null);
  if (text.length > CLIENT_ORDER_ID_MAX) {
    return err(badField("client_order_id must be no more than 128 characters"));
  }
  return UNSTORABLE.test(text)
    ? err(badField("client_order_id must not contain control characters"))
    : ok(text);
}

/** Absent, null and "" are the same: SDKs send all three for "not given". */
export function isAbsent(text: Text): text is null | undefined | "" {
  return text === null || text === undefined || text === "";
}

function oneOf<T extends string>(values: readonly T[], text: Text, message: string): Read<T> {
  const value = values.find((item) => item === text);
  return value === undefined ? err(badField(message)) : ok(value);
}
