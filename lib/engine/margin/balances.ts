/**
 * What an account is worth and what it may still spend, at the quotes of its feed.
 *
 * Excess = cash + stock - what stock and options require - what working orders hold. Long options
 * have no loan value but for a quarter of those that live longer than nine months: their premium left
 * cash when they were bought. The same function feeds the order check, the account endpoint, the
 * ticket and the screen, so they cannot disagree.
 *
 * Source: Reg T §220.12; FINRA 4210(b) and (d) as amended 2026-06-04 (intraday margin, no pattern day
 * traders); alpaca-wire.md §2.5 and §2.6 for what a multiplier of 1, 2 and 4 gives. Read 2026-11-21.
 */
import type { AccountState } from "../account/account-state";
import { valueNowMicros } from "../account/position-figures";
import { phaseAt } from "../calendar/trading-calendar";
import type { MarketView } from "../market/quote";
import { type Micros, maxMicros, micros, ZERO_MICROS } from "../money";
import { heldDeltas, stockOf } from "./book";
import type { Multiplier } from "./margin-state";
import { netRequirement, type RequirementLine } from "./requirement-line";
import { maintenanceOf, requirementOf, stockLines } from "./requirement-of";
import type { StockBasis } from "./stock-requirement";
import { worstOfWorking } from "./working-orders";

/** Equity it takes to borrow or to sell short. Source: FINRA 4210(b), read 2026-11-21. */
export const EQUITY_LEAST_MICROS = micros(2_000_000_000n);

export interface Balances {
  readonly cashMicros: Micros;
  readonly longValueMicros: Micros;
  readonly shortValueMicros: Micros;
  readonly equityMicros: Micros;
  readonly initialMarginMicros: Micros;
  readonly maintenanceMarginMicros: Micros;
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
  /** What the stock requires to be opened. */
  readonly stockRequirement: readonly RequirementLine[];
  /** What must be kept, options and stock together where they stand beside each other. */
  readonly maintenance: readonly RequirementLine[];
}

/** Computes all balances of an account. */
export function balancesOf(state: AccountState, market: MarketView): Balances {
  const held = heldDeltas(state);
  const values = valuesOf(state, market);
  const equity = micros(state.cashMicros + values.longMicros + values.shortMicros);
  const multiplier = multiplierOf(state, equity);
  const requirement = requirementOf(held, state, market);
  const initial = { market, basis: "initial", beside: [] } as const;
  const stockRequirement = stockLines(stockOf(held), state, initial);
  const maintenance = maintenanceOf(held, state, { market, initial: requirement });
  const own = state.cashMicros + values.stockMicros;
  const overInitial = own - netRequirement(requirement) - netRequirement(stockRequirement);
  const overMaintenance = own - netRequirement(maintenance);
  const plain = multiplier === 1 ? ("unlevered" as const) : ("initial" as const);
  const stockNow = stockLines(stockOf(held), state, { ...initial, basis: plain });
  const spendable = spendableOf(state, market, {
    multiplier,
    basis: plain,
    overNow: own - netRequirement(requirement) - netRequirement(stockNow),
    overMaintenance,
  });
  return {
    cashMicros: state.cashMicros,
    longValueMicros: values.longMicros,
    shortValueMicros: values.shortMicros,
    equityMicros: equity,
    initialMarginMicros: micros(equity - overInitial),
    maintenanceMarginMicros: micros(equity - overMaintenance),
    ...spendable,
    ...{ multiplier, requirement, stockRequirement, maintenance },
  };
}

/** A cash account never borrows; a margin account only with enough equity, and no more than it chose to. */
function multiplierOf({ kind, margin }: AccountState, equityMicros: Micros): Multiplier {
  if (kind === "cash" || equityMicros < EQUITY_LEAST_MICROS) return 1;
  return margin.maxMultiplier;
}

interface Over {
  readonly multiplier: Multiplier;
  /** The rates that hold whatever the time of day. */
  readonly basis: StockBasis;
  readonly overNow: bigint;
  readonly overMaintenance: bigint;
}

type Spendable = Pick<
  Balances,
  | "reservedMicros"
  | "excessMicros"
  | "buyingPowerMicros"
  | "regtBuyingPowerMicros"
  | "optionsBuyingPowerMicros"
  | "basis"
>;

/**
 * Overnight the excess over the initial requirement counts, doubled. In the core session of an account
 * that chose 4x, what is left over maintenance counts, fourfold, when that is more.
 */
function spendableOf(state: AccountState, market: MarketView, over: Over): Spendable {
  const reserved = worstOfWorking({ state, market, basis: over.basis });
  const excess = micros(over.overNow - reserved);
  const times = over.multiplier === 1 ? 1n : 2n;
  const regt = micros(maxMicros(excess, ZERO_MICROS) * times);
  const overnight: Spendable = {
    reservedMicros: reserved,
    excessMicros: excess,
    buyingPowerMicros: regt,
    regtBuyingPowerMicros: regt,
    optionsBuyingPowerMicros: maxMicros(excess, ZERO_MICROS),
    basis: over.basis,
  };
  if (over.multiplier !== 4 || phaseAt(market.nowMs) !== "core") return overnight;
  const held = worstOfWorking({ state, market, basis: "maintenance" });
  const intraday = micros(over.overMaintenance - held);
  const power = micros(maxMicros(intraday, ZERO_MICROS) * 4n);
  if (power <= regt) return overnight;
  return {
    ...overnight,
    reservedMicros: held,
    excessMicros: intraday,
    buyingPowerMicros: power,
    basis: "maintenance",
  };
}

interface Values {
  readonly longMicros: Micros;
  readonly shortMicros: Micros;
  /** Signed. */
  readonly stockMicros: Micros;
}

function valuesOf(state: AccountState, market: MarketView): Values {
  let [long, short, stock] = [0n, 0n, 0n];
  for (const position of state.positions.values()) {
    const value = valueNowMicros(position, market);
    if (value > 0n) long += value;
    else short += value;
    if (position.instrument.kind === "equity") stock += value;
  }
  return {
    longMicros: micros(long),
    shortMicros: micros(short),
    stockMicros: micros(stock),
  };
}
