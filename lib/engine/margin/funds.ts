/**
 * What an account may still spend, at the quotes of its feed: what every order is checked against.
 *
 * Excess = cash + stock - what stock and options require - what working orders hold. Long options
 * have no loan value but for a quarter of those that live longer than nine months: their premium left
 * cash when they were bought.
 *
 * Source: Reg T §220.12; FINRA 4210(b) and (d) as amended 2026-06-04 (intraday margin, no pattern day
 * traders); alpaca-wire.md §2.5 and §2.6 for what a multiplier of 1, 2 and 4 gives. Read 2026-11-21.
 */
import type { AccountState } from "../account/account-state";
import { phaseAt } from "../calendar/trading-calendar";
import type { MarketView } from "../market/quote";
import { type Micros, maxMicros, micros, ZERO_MICROS } from "../money";
import type { Multiplier } from "./margin-state";
import { netRequirement, type RequirementLine } from "./requirement-line";
import { maintenanceOf, stockLines } from "./requirement-of";
import type { StockBasis } from "./stock-requirement";
import { worstOfWorking } from "./working-orders";
import { type Worth, worthOf } from "./worth";

/** Equity it takes to borrow or to sell short. Source: FINRA 4210(b), read 2026-11-21. */
export const EQUITY_LEAST_MICROS = micros(2_000_000_000n);

export interface Funds {
  readonly equityMicros: Micros;
  readonly reservedMicros: Micros;
  /** What an order may take; may be negative after the market moved, and buying power then is zero. */
  readonly excessMicros: Micros;
  readonly buyingPowerMicros: Micros;
  /** What stock could be carried overnight with: twice the excess over the initial requirement. */
  readonly regtBuyingPowerMicros: Micros;
  readonly optionsBuyingPowerMicros: Micros;
  readonly multiplier: Multiplier;
  /** At which rates an order is checked now: maintenance rates in the core session of a 4x account. */
  readonly basis: StockBasis;
  /** What the options require to be opened. */
  readonly requirement: readonly RequirementLine[];
}

/**
 * Computes what may be spent. Overnight the excess over the initial requirement counts, doubled. In the
 * core session of an account that chose 4x, what is left over maintenance counts, fourfold, when that
 * is more.
 */
export function fundsOf(
  state: AccountState,
  market: MarketView,
  worth: Worth = worthOf(state, market),
): Funds {
  const multiplier = multiplierOf(state, worth.equityMicros);
  const overnight = overnightFunds(state, market, worth, multiplier);
  if (multiplier !== 4 || phaseAt(market.nowMs) !== "core") return overnight;
  const maintenance = maintenanceOf(worth.held, state, { market, initial: worth.requirement });
  const reserved = worstOfWorking({ state, market, basis: "maintenance" });
  const excess = micros(worth.ownMicros - netRequirement(maintenance) - reserved);
  const power = micros(maxMicros(excess, ZERO_MICROS) * 4n);
  if (power <= overnight.regtBuyingPowerMicros) return overnight;
  return {
    ...overnight,
    reservedMicros: reserved,
    excessMicros: excess,
    buyingPowerMicros: power,
    basis: "maintenance",
  };
}

function overnightFunds(
  state: AccountState,
  market: MarketView,
  { equityMicros, ownMicros, stock, requirement }: Worth,
  multiplier: Multiplier,
): Funds {
  const basis = multiplier === 1 ? "unlevered" : "initial";
  const stockNow = stockLines(stock, state, { market, basis, beside: [] });
  const reserved = worstOfWorking({ state, market, basis });
  const required = netRequirement(requirement) + netRequirement(stockNow);
  const excess = micros(ownMicros - required - reserved);
  const spendable = maxMicros(excess, ZERO_MICROS);
  const regt = multiplier === 1 ? spendable : micros(spendable * 2n);
  return {
    equityMicros,
    reservedMicros: reserved,
    excessMicros: excess,
    buyingPowerMicros: regt,
    regtBuyingPowerMicros: regt,
    optionsBuyingPowerMicros: spendable,
    ...{ multiplier, basis, requirement },
  };
}

/** At which rates orders are checked now; null when only the funds can tell. */
export function basisNow(
  state: AccountState,
  market: MarketView,
  equityMicros: Micros,
): StockBasis | null {
  const multiplier = multiplierOf(state, equityMicros);
  if (multiplier === 4 && phaseAt(market.nowMs) === "core") return null;
  return multiplier === 1 ? "unlevered" : "initial";
}

/** A cash account never borrows; a margin account only with enough equity, and no more than it chose to. */
function multiplierOf({ kind, margin }: AccountState, equityMicros: Micros): Multiplier {
  if (kind === "cash" || equityMicros < EQUITY_LEAST_MICROS) return 1;
  return margin.maxMultiplier;
}
