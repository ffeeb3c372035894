/**
 * The body of POST /v2/orders as a NewOrder, or the refusal an Alpaca client expects.
 *
 * Three steps: the shape (zod; unknown fields are ignored, decisions 19), then what the engine does
 * not have yet, said in plain words, then the values, each with Alpaca's own text (alpaca-wire.md
 * §1.1, §1.6, §2.10). JSON numbers arrive as their own text (lib/wire/json.ts), so strings are all
 * that is read here.
 */
import type { z } from "zod";
import { err, ok, type Result } from "@/lib/engine/result";
import type { NewOrder, NewOrderLeg } from "../new-order";
import { OrderBody, type OrderLegBody } from "./order-body";
import { findUnsupported } from "./order-unsupported";
import {
  clientOrderIdOf,
  intentOf,
  qtyOf,
  sideOf,
  symbolOf,
  termsOf,
  timeInForceOf,
} from "./order-value";
import { badField, type Refusal, unprocessable } from "./refusal";

const LEGS_MIN = 2;
const LEGS_MAX = 4;
const RATIO = /^[1-9][0-9]{0,3}$/;

/** Reads a parsed body; the first thing wrong with it is the answer. */
export function readOrderRequest(body: unknown): Result<NewOrder, Refusal> {
  const parsed = OrderBody.safeParse(body);
  if (!parsed.success) return err(badShape(parsed.error.issues[0]));
  const unsupported = findUnsupported(parsed.data);
  if (unsupported !== null) return err(unsupported);
  return parsed.data.order_class === "mleg" ? readMleg(parsed.data) : readSimple(parsed.data);
}

/** Malformed is 400 40010000; a value of the right type that makes no sense is 422 (§1.1). */
export function malformed(detail: string): Refusal {
  const message = `request body format is invalid: ${detail}`;
  return { status: 400, code: 40010000, message, extras: {} };
}

function badShape(issue: z.core.$ZodIssue | undefined): Refusal {
  const field = issue?.path.join(".") ?? "";
  return malformed(field === "" ? "must be a JSON object" : `${field} has the wrong type`);
}

function readSimple(body: OrderBody): Result<NewOrder, Refusal> {
  const qty = qtyOf(body);
  if (!qty.ok) return qty;
  const symbol = symbolOf(body.symbol);
  if (!symbol.ok) return symbol;
  const side = sideOf(body.side);
  if (!side.ok) return side;
  const shared = readShared(body, "unsigned");
  if (!shared.ok) return shared;
  const intent = intentOf(body.position_intent);
  if (!intent.ok) return intent;
  return ok({
    ...shared.value,
    orderClass: "simple",
    qtyNanos: qty.value,
    legs: [{ symbol: symbol.value, side: side.value, ratio: 1, intent: intent.value }],
  });
}

function readMleg(body: OrderBody): Result<NewOrder, Refusal> {
  const qty = qtyOf(body);
  if (!qty.ok) return qty;
  const shared = readShared(body, "signed");
  if (!shared.ok) return shared;
  const bodies = body.legs ?? [];
  if (bodies.length < LEGS_MIN || bodies.length > LEGS_MAX) {
    return err(unprocessable("mleg orders must have at least 2 legs and at most 4 legs"));
  }
  const legs: NewOrderLeg[] = [];
  for (const [index, leg] of bodies.entries()) {
    const read = readLeg(leg, index);
    if (!read.ok) return read;
    legs.push(read.value);
  }
  return ok({ ...shared.value, orderClass: "mleg", qtyNanos: qty.value, legs });
}

function readShared(
  body: OrderBody,
  limitSign: "signed" | "unsigned",
): Result<Pick<NewOrder, "clientOrderId" | "terms" | "timeInForce">, Refusal> {
  const terms = termsOf(body, limitSign);
  if (!terms.ok) return terms;
  const timeInForce = timeInForceOf(body.time_in_force);
  if (!timeInForce.ok) return timeInForce;
  const clientOrderId = clientOrderIdOf(body.client_order_id);
  if (!clientOrderId.ok) return clientOrderId;
  return ok({
    clientOrderId: clientOrderId.value,
    terms: terms.value,
    timeInForce: timeInForce.value,
  });
}

/** Legs of a multi-leg order must say what they intend (§2.10). */
function readLeg(body: OrderLegBody, index: number): Result<NewOrderLeg, Refusal> {
  const at = (refusal: Refusal): Refusal => ({
    ...refusal,
    message: `leg.${index} ${refusal.message}`,
  });
  const symbol = symbolOf(body.symbol);
  if (!symbol.ok) return err(at(symbol.error));
  const side = sideOf(body.side);
  if (!side.ok) return err(at(side.error));
  if (!RATIO.test(body.ratio_qty ?? "")) {
    return err(at(badField("ratio_qty must be a whole number from 1 to 9999")));
  }
  const intent = intentOf(body.position_intent);
  if (!intent.ok) return err(at(intent.error));
  if (intent.value === null) return err(at(unprocessable("position intent is required")));
  const ratio = Number(body.ratio_qty);
  return ok({ symbol: symbol.value, side: side.value, ratio, intent: intent.value });
}
