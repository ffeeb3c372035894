/** Reads the values of an order body one by one, each with the text Alpaca refuses it with (alpaca-wire.md §1.1). */
import { parseDollars, parseQuantity } from "@/lib/engine/decimal";
import { type Micros, type Nanos, ZERO_NANOS } from "@/lib/engine/money";
import type { OrderSide, PositionIntent, TimeInForce } from "@/lib/engine/order/order";
import { err, ok, type Result } from "@/lib/engine/result";
import type { OrderBody } from "./order-body";
import { badField, type Refusal, unprocessable } from "./refusal";

export type Text = string | null | undefined;
export type Read<T> = Result<T, Refusal>;

const CLIENT_ORDER_ID_MAX = 128;
const SYMBOL = /^[A-Z0-9][A-Z0-9./-]{0,23}$/;
const ASSET_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Control characters and half surrogates: the database cannot store them as text. */
const UNSTORABLE = /[\p{Cc}\p{Cs}]/u;

const SIDES: readonly OrderSide[] = ["buy", "sell"];
const TIMES_IN_FORCE: readonly TimeInForce[] = ["day", "gtc", "opg", "cls", "ioc", "fok"];
const INTENTS: readonly PositionIntent[] = [
  "buy_to_open",
  "buy_to_close",
  "sell_to_open",
  "sell_to_close",
];

/** A symbol or asset id that could exist; one that does not is told by the catalog. */
export function symbolOf(text: Text): Read<string> {
  if (isAbsent(text)) return err(badField("symbol is required"));
  if (!SYMBOL.test(text) && !ASSET_ID.test(text)) return err(assetNotFound(text));
  return ok(text);
}

/** The refusal of a symbol that is not in the catalog. */
export function assetNotFound(symbol: string): Refusal {
  return unprocessable(`asset "${symbol.slice(0, 36)}" not found`);
}

/** buy or sell. */
export function sideOf(text: Text): Read<OrderSide> {
  return oneOf(SIDES, text, "invalid side");
}

/** Any of the six; with which types each goes is the engine's question. */
export function timeInForceOf(text: Text): Read<TimeInForce> {
  return oneOf(TIMES_IN_FORCE, text, "invalid time_in_force");
}

/** A position intent, or null when the sender leaves it to the position. */
export function intentOf(text: Text): Read<PositionIntent | null> {
  return isAbsent(text) ? ok(null) : oneOf(INTENTS, text, "invalid position_intent");
}

/** How much: shares, or dollars in their place; whether they may be fractions is the engine's question. */
export function amountOf(
  body: Pick<OrderBody, "qty" | "notional">,
): Read<{ readonly qtyNanos: Nanos; readonly notionalMicros?: Micros }> {
  const { qty, notional } = body;
  if (isAbsent(notional)) {
    const qtyNanos = qtyOf(qty);
    return qtyNanos.ok ? ok({ qtyNanos: qtyNanos.value }) : qtyNanos;
  }
  if (!isAbsent(qty)) return err(badField("only one of qty or notional is accepted"));
  const notionalMicros = parseDollars(notional.startsWith("-") ? notional.slice(1) : notional);
  if (notionalMicros === null) return err(badField('notional must be a decimal such as "100.50"'));
  return notional.startsWith("-")
    ? err(badField("notional must be >= 1.00"))
    : ok({ qtyNanos: ZERO_NANOS, notionalMicros });
}

/** A quantity, positive. */
export function qtyOf(qty: Text): Read<Nanos> {
  if (isAbsent(qty)) return err(badField("qty or notional is required"));
  const value = parseQuantity(qty.startsWith("-") ? qty.slice(1) : qty);
  if (value === null) return err(badField('qty must be a decimal such as "10"'));
  return value > 0n && !qty.startsWith("-") ? ok(value) : err(badField("qty must be > 0"));
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
