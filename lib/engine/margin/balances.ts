/**
 * What an account is worth and what it may still spend, at the quotes of its feed.
 *
 * Excess = cash + stock at its loan value - option requirement - reserves. Long options have no
 * loan value: their premium left cash when they were bought. The same function feeds the order
 * check, the account endpoint, the ticket and the screen, so they cannot disagree.
 */
import { type AccountState, reservedMicros } from "../account/account-state";
import { valueNowMicros } from "../account/position-figures";
import { type MarketView, markMicros } from "../market/quote";
import { basisPoints, type Micros, maxMicros, micros, ZERO_MICROS } from "../money";
import { booksOf, type Delta, heldDeltas } from "./book";
import { optionRequirement } from "./option-requirement";
import { type RequirementLine, totalRequirement } from "./requirement-line";

/** Reg T initial requirement of long marginable stock; 25% maintenance is FINRA 4210(c)(1). Read 2026-11-20. */
export const INITIAL_STOCK_BPS = 5_000;
const MAINTENANCE_STOCK_BPS = 2_500;
const FULL_BPS = 10_000;

export interface Balances {
  readonly cashMicros: Micros;
  readonly longValueMicros: Micros;
  readonly shortValueMicros: Micros;
  readonly equityMicros: Micros;
  readonly initialMarginMicros: Micros;
  readonly maintenanceMarginMicros: Micros;
  readonly reservedMicros: Micros;
  /** May be negative after the market moved; buying power then is zero. */
  readonly excessMicros: Micros;
  readonly buyingPowerMicros: Micros;
  readonly optionsBuyingPowerMicros: Micros;
  readonly multiplier: 1 | 2;
  readonly requirement: readonly RequirementLine[];
}

/** Requirement lines of a set of holdings. */
export function requirementOf(
  deltas: readonly Delta[],
  state: AccountState,
  market: MarketView,
): readonly RequirementLine[] {
  return booksOf(deltas).flatMap((book) =>
    optionRequirement(book, state.kind, {
      underlyingMicros: markMicros(market, book.underlying),
      premiumOf: (symbol) => markMicros(market, symbol),
    }),
  );
}

/** Computes all balances of an account. */
export function balancesOf(state: AccountState, market: MarketView): Balances {
  const values = valuesOf(state, market);
  const requirement = requirementOf(heldDeltas(state), state, market);
  const required = totalRequirement(requirement);
  const reserved = reservedMicros(state);
  const equityMicros = micros(state.cashMicros + values.longMicros + values.shortMicros);
  const beforeReserve = micros(state.cashMicros + values.loanMicros - required);
  const excessMicros = micros(beforeReserve - reserved);
  const multiplier = state.kind === "margin" ? 2 : 1;
  const spendable = maxMicros(excessMicros, ZERO_MICROS);
  return {
    cashMicros: state.cashMicros,
    longValueMicros: values.longMicros,
    shortValueMicros: values.shortMicros,
    equityMicros,
    initialMarginMicros: micros(equityMicros - beforeReserve),
    maintenanceMarginMicros: micros(required + values.optionMicros + values.maintenanceMicros),
    reservedMicros: reserved,
    excessMicros,
    buyingPowerMicros: micros(spendable * BigInt(multiplier)),
    optionsBuyingPowerMicros: spendable,
    multiplier,
    requirement,
  };
}

interface Values {
  readonly longMicros: Micros;
  readonly shortMicros: Micros;
  readonly optionMicros: Micros;
  readonly loanMicros: Micros;
  readonly maintenanceMicros: Micros;
}

function valuesOf(state: AccountState, market: MarketView): Values {
  let long = 0n;
  let short = 0n;
  let option = 0n;
  let loan = 0n;
  let maintenance = 0n;
  for (const position of state.positions.values()) {
    const value = valueNowMicros(position, market);
    if (value > 0n) long += value;
    else short += value;
    if (position.instrument.kind === "option") option += value;
    else {
      loan += value - basisPoints(value, stockBps(state, position, INITIAL_STOCK_BPS));
      maintenance += basisPoints(value, stockBps(state, position, MAINTENANCE_STOCK_BPS));
    }
  }
  return {
    longMicros: micros(long),
    shortMicros: micros(short),
    optionMicros: micros(option),
    loanMicros: micros(loan),
    maintenanceMicros: micros(maintenance),
  };
}

/** Stock is paid in full in a cash account, and when it cannot be margined. */
export function stockBps(
  state: AccountState,
  { instrument }: Pick<Delta, "instrument">,
  marginBps: number,
): number {
  const marginable = instrument.kind === "equity" && instrument.marginable;
  return state.kind === "margin" && marginable ? marginBps : FULL_BPS;
}
