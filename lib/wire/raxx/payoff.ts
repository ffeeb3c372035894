/** What a ticket would be worth before and at its first expiry: a picture, and the same as a table. */
import { z } from "zod";
import type { FeedLabel } from "./desk";
import { TicketOrder } from "./ticket";

export const PayoffRequest = z.strictObject({
  order: TicketOrder,
  /** Points of volatility added to every leg. */
  shift: z.int().min(-50).max(100),
});
export type PayoffRequest = z.infer<typeof PayoffRequest>;

export interface PayoffDateView {
  readonly atMs: number;
  readonly date: string;
  /** Dollars at each of `prices`: for the drawing. */
  readonly profits: readonly number[];
}

export interface PayoffView {
  readonly spot: number;
  readonly shift: number;
  readonly prices: readonly number[];
  /** From now to the first expiry. */
  readonly dates: readonly PayoffDateView[];
  /** Where it breaks even at the first expiry, under the shift. */
  readonly breakevens: readonly string[];
  /** Highest price first; profits in whole dollars, by date. */
  readonly table: readonly {
    readonly price: string;
    /** From the stock now, in percent. */
    readonly distance: string;
    readonly profits: readonly string[];
  }[];
  readonly label: FeedLabel;
}
