/** The ticket's order as the browser sends it to the server actions. Unknown fields are refused. */
import { z } from "zod";

export const TicketLeg = z.strictObject({
  symbol: z.string().min(1).max(24),
  side: z.enum(["buy", "sell"]),
  ratio: z.int().min(1).max(100),
});
export type TicketLeg = z.infer<typeof TicketLeg>;

const Price = z.string().max(24);

export const TicketOrder = z.strictObject({
  /** Made by the browser once per ticket, so that a double click places one order. */
  clientOrderId: z.string().min(1).max(128),
  type: z.enum(["market", "limit", "stop", "stop_limit", "trailing_stop"]),
  timeInForce: z.enum(["day", "gtc", "ioc", "fok", "opg", "cls"]),
  qty: z.string().max(24),
  /** Signed net for several legs: positive pays, negative receives. Null when the type has none. */
  limit: Price.nullable(),
  /** What sets a stop off. */
  stop: Price.optional(),
  /** How far a trailing stop stays behind: dollars, or a percentage such as "2%". */
  trail: Price.optional(),
  /** The exits of one leg: the price it is taken at with a profit, and the one that stops a loss. */
  takeProfit: Price.optional(),
  stopLoss: Price.optional(),
  legs: z.array(TicketLeg).min(1).max(4),
});
export type TicketOrder = z.infer<typeof TicketOrder>;

/** What is changed of a working order; what is left out stays. */
export const OrderChange = z.strictObject({
  orderId: z.string().max(64),
  qty: z.string().max(24).optional(),
  limit: Price.optional(),
  stop: Price.optional(),
});
export type OrderChange = z.infer<typeof OrderChange>;

/** The exits of a stock position. */
export const BracketForm = z.strictObject({
  symbol: z.string().min(1).max(24),
  takeProfit: Price,
  stopLoss: Price,
});
export type BracketForm = z.infer<typeof BracketForm>;

/** What a server action answers: data for the form, never an exception. */
export type ActionResult<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      /** What happened and what can be done, for a person. */
      readonly message: string;
      readonly requestId: string;
    };
