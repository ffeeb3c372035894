/** The strategies of the builder: their names, what they are for, and the shape of their payoff. */
import type { StrategyId } from "@/lib/wire/raxx/strategies";

export interface StrategyCard {
  readonly id: StrategyId;
  readonly title: string;
  readonly outlook: string;
  /** The payoff at expiry on a field of 40 × 20, up is gain. */
  readonly shape: string;
}

export const STRATEGIES: readonly StrategyCard[] = [
  { id: "covered_call", title: "Covered call", outlook: "Income", shape: "0,18 24,6 40,6" },
  { id: "cash_secured_put", title: "Cash-secured put", outlook: "Income", shape: "0,18 16,6 40,6" },
  { id: "wheel", title: "Wheel", outlook: "Income", shape: "0,18 16,7 24,7 40,7" },
  {
    id: "put_credit_spread",
    title: "Put credit spread",
    outlook: "Up or flat",
    shape: "0,16 14,16 22,6 40,6",
  },
  {
    id: "call_credit_spread",
    title: "Call credit spread",
    outlook: "Down or flat",
    shape: "0,6 18,6 26,16 40,16",
  },
  {
    id: "iron_condor",
    title: "Iron condor",
    outlook: "Flat",
    shape: "0,16 8,16 14,6 26,6 32,16 40,16",
  },
  {
    id: "call_debit_spread",
    title: "Call debit spread",
    outlook: "Up",
    shape: "0,15 16,15 26,4 40,4",
  },
  {
    id: "put_debit_spread",
    title: "Put debit spread",
    outlook: "Down",
    shape: "0,4 14,4 24,15 40,15",
  },
  { id: "long_straddle", title: "Long straddle", outlook: "Big move", shape: "2,2 20,16 38,2" },
  {
    id: "long_strangle",
    title: "Long strangle",
    outlook: "Big move",
    shape: "1,2 14,14 26,14 39,2",
  },
  { id: "short_straddle", title: "Short straddle", outlook: "Flat", shape: "2,18 20,4 38,18" },
  { id: "short_strangle", title: "Short strangle", outlook: "Flat", shape: "1,18 14,6 26,6 39,18" },
  {
    id: "calendar",
    title: "Calendar",
    outlook: "Flat for now",
    shape: "0,14 12,12 20,4 28,12 40,14",
  },
  { id: "diagonal", title: "Diagonal", outlook: "Up slowly", shape: "0,16 12,13 22,4 30,8 40,9" },
  { id: "collar", title: "Collar", outlook: "Protected", shape: "0,15 12,15 28,5 40,5" },
];
