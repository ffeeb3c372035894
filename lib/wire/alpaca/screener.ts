/** The lists of the screener (alpaca-wire.md §5.3). */
import { z } from "zod";

const MostActive = z.object({
  symbol: z.string(),
  volume: z.number(),
  trade_count: z.number(),
});
export type MostActive = z.infer<typeof MostActive>;

const Mover = z.object({
  symbol: z.string(),
  percent_change: z.number(),
  change: z.number(),
  price: z.number(),
});
export type Mover = z.infer<typeof Mover>;

export const MostActives = z.object({
  most_actives: z.array(MostActive),
  last_updated: z.string(),
});

export const Movers = z.object({
  gainers: z.array(Mover),
  losers: z.array(Mover),
  market_type: z.enum(["stocks", "crypto"]),
  last_updated: z.string(),
});
