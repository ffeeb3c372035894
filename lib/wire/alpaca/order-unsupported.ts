/**
 * What Alpaca takes and the engine does not have yet, refused by name instead of half obeyed: an
 * order whose stop is silently ignored would be a wrong order (alpaca-wire.md §1.6).
 */
import type { OrderBody } from "./order-body";
import { isAbsent } from "./order-value";
import { badField, type Refusal, unprocessable } from "./refusal";

const TYPES_MISSING = ["stop", "stop_limit", "trailing_stop"];
const TIMES_IN_FORCE_MISSING = ["opg", "cls", "fok"];
const CLASSES_MISSING = ["bracket", "oco", "oto"];
const CLASSES = ["", "simple", "mleg"];

/** The first thing the body asks for that is not there yet, or null. */
export function findUnsupported(body: OrderBody): Refusal | null {
  const orderClass = body.order_class ?? "";
  if (CLASSES_MISSING.includes(orderClass)) return notYet(`${orderClass} orders are`);
  if (!CLASSES.includes(orderClass)) return badField("invalid order_class");
  return amountRefusal(body) ?? priceRefusal(body) ?? sessionRefusal(body);
}

function amountRefusal({ qty, notional }: OrderBody): Refusal | null {
  if (isAbsent(notional)) return null;
  if (!isAbsent(qty)) return badField("only one of qty or notional is accepted");
  return notYet("notional orders are");
}

function priceRefusal(body: OrderBody): Refusal | null {
  const { type } = body;
  if (TYPES_MISSING.includes(type ?? "")) return notYet(`${type} orders are`);
  if (!isAbsent(body.stop_price)) return notYet("stop_price is");
  if (!isAbsent(body.trail_price)) return notYet("trail_price is");
  if (!isAbsent(body.trail_percent)) return notYet("trail_percent is");
  if (isGiven(body.take_profit)) return notYet("take_profit is");
  return isGiven(body.stop_loss) ? notYet("stop_loss is") : null;
}

function sessionRefusal(body: OrderBody): Refusal | null {
  const timeInForce = body.time_in_force ?? "";
  if (TIMES_IN_FORCE_MISSING.includes(timeInForce)) {
    return notYet(`time_in_force ${timeInForce} is`);
  }
  const extended = body.extended_hours === true || body.extended_hours === "true";
  return extended ? notYet("extended_hours orders are") : null;
}

function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined;
}

function notYet(what: string): Refusal {
  return unprocessable(`${what} not supported yet`);
}
