/**
 * The shape of POST /v2/orders (alpaca-wire.md §1.6). Unknown fields are ignored (decisions 19), and
 * numbers have arrived as their own text (lib/wire/json.ts), so every value is read from a string.
 */
import { z } from "zod";

const text = z.string().nullish();

const OrderLegBody = z.object({
  symbol: text,
  ratio_qty: text,
  side: text,
  position_intent: text,
});
export type OrderLegBody = z.infer<typeof OrderLegBody>;

export const OrderBody = z.object({
  symbol: text,
  qty: text,
  notional: text,
  side: text,
  type: text,
  time_in_force: text,
  limit_price: text,
  stop_price: text,
  trail_price: text,
  trail_percent: text,
  extended_hours: z.union([z.boolean(), z.literal("true"), z.literal("false")]).nullish(),
  client_order_id: text,
  order_class: text,
  take_profit: z.object({ limit_price: text }).nullish(),
  stop_loss: z.object({ stop_price: text, limit_price: text }).nullish(),
  legs: z.array(OrderLegBody).nullish(),
  position_intent: text,
});
export type OrderBody = z.infer<typeof OrderBody>;

/** The shape of PATCH /v2/orders/{id} (§1.8). */
export const ReplaceBody = z.object({
  qty: text,
  time_in_force: text,
  limit_price: text,
  stop_price: text,
  trail: text,
  client_order_id: text,
});
