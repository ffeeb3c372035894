/** The strategies the builder starts from, as the page offers them; none of them is a recommendation. */
import { z } from "zod";
import { TicketLeg } from "./ticket";

export const StrategyId = z.enum([
  "covered_call",
  "cash_secured_put",
  "wheel",
  "put_credit_spread",
  "call_credit_spread",
  "iron_condor",
  "call_debit_spread",
  "put_debit_spread",
  "long_straddle",
  "short_straddle",
  "long_strangle",
  "short_strangle",
  "calendar",
  "diagonal",
  "collar",
]);
export type StrategyId = z.infer<typeof StrategyId>;

/** Asks for a ticket of a strategy on one underlying. */
export const StrategyRequest = z.strictObject({
  strategy: StrategyId,
  underlying: z.string().min(1).max(24),
  /** Null for the nearest monthly expiry 28 to 45 days out. */
  expiryDate: z.iso.date().nullable(),
});
export type StrategyRequest = z.infer<typeof StrategyRequest>;

/** Moves legs to the next listed strike or expiry. */
export const LegMove = z.strictObject({
  legs: z.array(TicketLeg).min(1).max(4),
  /** The symbol of one leg; null for all of them together. */
  symbol: z.string().max(24).nullable(),
  what: z.enum(["strike", "expiry"]),
  by: z.union([z.literal(1), z.literal(-1)]),
});
export type LegMove = z.infer<typeof LegMove>;
