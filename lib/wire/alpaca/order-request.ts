/**
 * The body of POST /v2/orders as a NewOrder, or the refusal an Alpaca client expects.
 *
 * Two steps: the shape (zod; unknown fields are ignored, decisions 19), then the values, each with
 * Alpaca's own text (alpaca-wire.md §1.1, §1.6, §2.10). JSON numbers arrive as their own text
 * (lib/wire/json.ts), so strings are all that is read here.
 */
import type { z } from "zod";
import { err, ok, type Result } from "@/lib/engine/result";
import type { NewOrder, NewOrderLeg } from "../new-order";
import { OrderBody, type OrderLegBody } from "./order-body";
import { groupOf, withOwnPrice } from "./order-exits";
import { type PriceSign, termsOf } from "./order-price";
import {
  amountOf,
  clientOrderIdOf,
  intentOf,
  sideOf,
  symbolOf,
  timeInForceOf,
} from "./order-value";
import { badField, type Refusal, unprocessable } from "./refusal";

const CLASSES = ["", "simple", "bracket", "oco", "oto", "mleg"];
const LEGS_MIN = 2;
const LEGS_MAX = 4;
const RATIO = /^[1-9][0-9]{0,3}$/;

/** Reads a parsed body; the first thing wrong with it is the answer. */
export function readOrderRequest(body: unknown): Result<NewOrder, Refusal> {
  const parsed = OrderBody.safeParse(body);
  if (!parsed.success) return err(badShape(parsed.error.issues[0]));
  if (!CLASSES.includes(parsed.data.order_class ?? "")) return err(badField("invalid order_class"));
  return parsed.data.order_class === "mleg" ? readMleg(parsed.data) : readSimple(parsed.data);
}

/** Malformed is 400 40010000; a value of the right type that makes no sense is 422 (§1.1). */
export function malformed(detail: string): Refusal {
  const message = `request body format is invalid: ${detail}`;
  return { status: 400, code: 40010000, message, extras: {} };
}

/** The refusal of a body whose shape is not the one asked for. */
export function badShape(issue: z.core.$ZodIssue | undefined): Refusal {
  const field = issue?.path.join(".") ?? "";
  return malformed(field === "" ? "must be a JSON object" : `${field} has the wrong type`);
}

function readSimple(body: OrderBody): Result<NewOrder, Refusal> {
  const amount = amountOf(body);
  if (!amount.ok) return amount;
  const symbol = symbolOf(body.symbol);
  if (!symbol.ok) return symbol;
  const side = sideOf(body.side);
  if (!side.ok) return side;
  const own = withOwnPrice(body);
  if (!own.ok) return own;
  const shared = readShared(own.value, "unsigned");
  if (!shared.ok) return shared;
  const group = groupOf(body);
  if (!group.ok) return group;
  const intent = intentOf(body.position_intent);
  if (!intent.ok) return intent;
  return ok({
    ...shared.value,
    ...amount.value,
    orderClass: "simple",
    legs: [{ symbol: symbol.value, side: side.value, ratio: 1, intent: intent.value }],
    ...(group.value !== null && { group: group.value }),
  });
}

function readMleg(body: OrderBody): Result<NewOrder, Refusal> {
  const amount = amountOf(body);
  if (!amount.ok) return amount;
  const shared = readShared(body, "signed");
  if (!shared.ok) return shared;
  const exits = groupOf(body);
  if (!exits.ok) return exits;
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
  return ok({ ...shared.value, ...amount.value, orderClass: "mleg", legs });
}

type Shared = Pick<
  NewOrder,
  "clientOrderId" | "terms" | "timeInForce" | "extendedHours" | "collarsStopBuys"
>;

function readShared(body: OrderBody, limitSign: PriceSign): Result<Shared, Refusal> {
  const terms = termsOf(body, limitSign);
  if (!terms.ok) return terms;
  const timeInForce = timeInForceOf(body.time_in_force);
  if (!timeInForce.ok) return timeInForce;
  const clientOrderId = clientOrderIdOf(body.client_order_id);
  if (!clientOrderId.ok) return clientOrderId;
  const extended = body.extended_hours === true || body.extended_hours === "true";
  return ok({
    clientOrderId: clientOrderId.value,
    terms: terms.value,
    timeInForce: timeInForce.value,
    ...(extended && { extendedHours: true }),
    ...(terms.value.type === "stop" && { collarsStopBuys: true }),
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
