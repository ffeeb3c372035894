/** The ticket's order as the browser sends it to the server actions. Unknown fields are refused. */
import { z } from "zod";

export const TicketLeg = z.strictObject({
  symbol: z.string().min(1).max(24),
  side: z.enum(["buy", "sell"]),
  ratio: z.int().min(1).max(100),
});
export type TicketLeg = z.infer<typeof TicketLeg>;

export const TicketOrder = z.strictObject({
  /** Made by the browser once per ticket, so that a double click places one order. */
  clientOrderId: z.string().min(1).max(128),
  type: z.enum(["market", "limit"]),
  timeInForce: z.enum(["day", "gtc", "ioc"]),
  qty: z.string().max(24),
  /** Signed net for several legs: positive pays, negative receives. Null for a market order. */
  limit: z.string().max(24).nullable(),
  legs: z.array(TicketLeg).min(1).max(4),
});
export type TicketOrder = z.infer<typeof TicketOrder>;

/** What a server action answers: data for the form, never an exception. */
export type ActionResult<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      /** What happened and what can be done, for a person. */
      readonly message: string;
      readonly requestId: string;
    };
