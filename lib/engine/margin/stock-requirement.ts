/**
 * What stock requires, long and short, alone and beside options.
 *
 * Source: Reg T §220.12 (50% long marginable, 150% short, proceeds included); FINRA 4210(c): 25%
 * long, short the greater of 30% and $5.00 a share from $5.00 on and of 100% and $2.50 below;
 * 4210(f)(2)(G) and Cboe Margin Manual, "Maintenance Margin for Hedged Underlying Positions", for
 * stock beside options; FINRA Regulatory Notice 09-53: maintenance of leveraged ETFs times their
 * leverage, at most 100%. Read 2026-11-21.
 */
import type { AccountKind } from "../account/account-state";
import type { Equity, OptionSeries } from "../instrument/instrument";
import { basisPoints, type Micros, maxMicros, micros, ZERO_MICROS } from "../money";
import type { StockRules } from "./pairing/problem";

const FULL_BPS = 10_000;
const INITIAL_BPS = 5_000;
const LONG_BPS = 2_500;
const SHORT_BPS = 3_000;
const HEDGED_BPS = 1_000;
const LOW_PRICE_MICROS = micros(5_000_000n);
const SHORT_LEAST_MICROS = micros(5_000_000n);
const SHORT_LOW_LEAST_MICROS = micros(2_500_000n);

/** What is asked to open, what must be kept, or what is asked where nothing may be borrowed. */
export type StockBasis = "initial" | "maintenance" | "unlevered";

/** Percentage of long stock's value; all of it in a cash account, and when it cannot be margined. */
export function longStockBps(equity: Equity, kind: AccountKind, basis: StockBasis): number {
  if (kind === "cash" || basis === "unlevered" || !equity.marginable) return FULL_BPS;
  const maintenance = Math.min(FULL_BPS, LONG_BPS * (equity.leverage ?? 1));
  return basis === "maintenance" ? maintenance : Math.max(INITIAL_BPS, maintenance);
}

/** What a share held short requires beyond its own value, which is owed. */
export function shortStockMicros(
  { leverage = 1 }: Pick<Equity, "leverage">,
  priceMicros: Micros,
  basis: StockBasis,
): Micros {
  const isLow = priceMicros < LOW_PRICE_MICROS;
  const bps = isLow ? FULL_BPS : Math.min(FULL_BPS, SHORT_BPS * leverage);
  const least = isLow ? SHORT_LOW_LEAST_MICROS : SHORT_LEAST_MICROS;
  const maintenance = maxMicros(basisPoints(priceMicros, bps), least);
  const initial = basisPoints(priceMicros, INITIAL_BPS);
  return basis === "maintenance" ? maintenance : maxMicros(initial, maintenance);
}

/** What stock must keep per share beside its options, long or short; null when nothing depends on them. */
export function hedgedStock(
  equity: Equity,
  side: "long" | "short",
  priceMicros: Micros,
): StockRules | null {
  if (!equity.marginable) return null;
  return side === "long" ? longRules(equity, priceMicros) : shortRules(equity, priceMicros);
}

function longRules(equity: Equity, priceMicros: Micros): StockRules {
  const bps = longStockBps(equity, "margin", "maintenance");
  const plainMicros = basisPoints(priceMicros, bps);
  return {
    plainMicros,
    coveringMicros: (call) => basisPoints(least(priceMicros, call.strikeMicros), bps),
    protectedMicros: (put) =>
      put.right === "put" ? least(outlay(put, priceMicros), plainMicros) : null,
    collaredMicros(put, call) {
      if (put.right !== "put" || put.expiryDate !== call.expiryDate) return null;
      if (put.strikeMicros > call.strikeMicros) return null;
      const hedged = basisPoints(put.strikeMicros, HEDGED_BPS);
      if (put.strikeMicros === call.strikeMicros) return hedged;
      return least(outlay(put, priceMicros), basisPoints(call.strikeMicros, bps));
    },
  };
}

function shortRules(equity: Equity, priceMicros: Micros): StockRules {
  const at = (price: Micros) => shortStockMicros(equity, price, "maintenance");
  const plainMicros = at(priceMicros);
  return {
    plainMicros,
    coveringMicros: (put) => at(maxMicros(priceMicros, put.strikeMicros)),
    protectedMicros: (call) =>
      call.right === "call" ? least(outlay(call, priceMicros), plainMicros) : null,
    collaredMicros(call, put) {
      const isReversal =
        call.right === "call" &&
        call.expiryDate === put.expiryDate &&
        call.strikeMicros === put.strikeMicros;
      return isReversal ? basisPoints(call.strikeMicros, HEDGED_BPS) : null;
    },
  };
}

/** 10% of the strike and what the option is out of the money: what can be lost before it protects. */
function outlay({ right, strikeMicros }: OptionSeries, priceMicros: Micros): Micros {
  const out = right === "put" ? priceMicros - strikeMicros : strikeMicros - priceMicros;
  const hedged = basisPoints(strikeMicros, HEDGED_BPS);
  return micros(hedged + maxMicros(micros(out), ZERO_MICROS));
}

function least(a: Micros, b: Micros): Micros {
  return a < b ? a : b;
}
