/**
 * What a corporate action makes of an option contract: the clearing house's own memo when there is
 * one, else the usual adjustment.
 *
 * Source: engine.md §7; Characteristics and Risks of Standardized Options with its supplements, and
 * SR-OCC-2006-01 (no rounding of strikes in fractional splits), read 2026-11-21.
 */
import { deliverableOf } from "../instrument/deliverable";
import type { Deliverable } from "../instrument/instrument";
import { instrumentId, type OptionSeries } from "../instrument/instrument";
import { adjustedRoot, occSymbol, parseOccSymbol, rootOf } from "../instrument/occ-symbol";
import { type Micros, micros, type Nanos, nanos, notional, ZERO_NANOS } from "../money";
import type {
  CashDividend,
  ContractMemo,
  CorporateAction,
  Merger,
  Rename,
  Resize,
  SpinOff,
} from "./corporate-action";
import { countShares, type Ratio, wholeFactor } from "./share-count";
import { acceleratedExpiry } from "./trade-date";

interface AdjustedContract {
  readonly series: OptionSeries;
  /** New contracts for each old one. */
  readonly contracts: number;
}

/** Null when the contract stays as it is; "no_price" when a fraction it delivers has no price. */
export type ContractAdjustment = AdjustedContract | null | "no_price";

/** The terms that an adjustment changes; everything else stays the series' own. */
interface Change {
  readonly root?: string;
  readonly underlying?: string;
  readonly contracts?: number;
  readonly strikeMicros?: Micros;
  readonly deliverable?: Deliverable | null;
  readonly expiryDate?: string;
}

const CENT_MICROS = 10_000n;
/** Special dividends below it change nothing. Source: ODD supplement of November 2012, read 2026-11-21. */
const SPECIAL_PER_SHARE_MIN = micros(125_000n);
const SPECIAL_PER_CONTRACT_MIN = micros(12_500_000n);

/** Adjusts one series. `fractionMicros` is what a whole delivered share is paid at in cash. */
export function adjustContract(
  series: OptionSeries,
  action: CorporateAction,
  fractionMicros: Micros | null,
): ContractAdjustment {
  const root = parseOccSymbol(series.symbol)?.root ?? series.underlying;
  const memo = action.memos.find((item) => item.root === root);
  const change =
    memo === undefined ? usualChange(series, action, fractionMicros) : memoChange(series, memo);
  if (change === null || change === "no_price") return change;
  return changed(series, root, change);
}

function usualChange(
  series: OptionSeries,
  action: CorporateAction,
  fractionMicros: Micros | null,
): Change | null | "no_price" {
  switch (action.kind) {
    case "forward_split":
    case "reverse_split":
    case "stock_dividend":
      return resized(series, action, fractionMicros);
    case "cash_dividend":
      return lessDividend(series, action);
    case "spin_off":
      return withSpun(series, action, fractionMicros);
    case "merger":
      return merged(series, action, fractionMicros);
    case "rename":
      return renamed(series, action);
    case "delisting":
      return null;
  }
}

/** Whole splits make more contracts at a lower strike; all others change what a contract delivers. */
function resized(
  series: OptionSeries,
  action: Resize,
  fractionMicros: Micros | null,
): Change | "no_price" {
  const factor = wholeFactor(action);
  const { shares, cashMicros } = deliverableOf(series);
  const alone = cashMicros === 0n && shares.every(({ symbol }) => symbol === action.symbol);
  if (factor !== null && alone) {
    return { contracts: factor, strikeMicros: toCent(series.strikeMicros, BigInt(factor)) };
  }
  return replaced(series, action, { symbol: action.symbol, ratio: action, fractionMicros });
}

/** A special dividend lowers the strike; one as high as the strike is delivered in cash instead. */
function lessDividend(series: OptionSeries, action: CashDividend): Change | null {
  const shares = sharesOf(series, action.symbol);
  const perContract = notional(action.cashMicros, shares, 1);
  const least =
    series.multiplier > 100
      ? perContract >= SPECIAL_PER_CONTRACT_MIN
      : action.cashMicros >= SPECIAL_PER_SHARE_MIN;
  if (!action.special || !least) return null;
  const strike = series.strikeMicros * BigInt(series.multiplier) - perContract;
  const strikeMicros = toCent(strike, BigInt(series.multiplier));
  if (strikeMicros > 0n) return { strikeMicros };
  const before = deliverableOf(series);
  const cashMicros = micros(before.cashMicros + perContract);
  return { root: nextRoot(series), deliverable: { ...before, cashMicros } };
}

function withSpun(
  series: OptionSeries,
  action: SpinOff,
  fractionMicros: Micros | null,
): Change | "no_price" {
  const count = countShares(sharesOf(series, action.symbol), action, fractionMicros);
  if (count.fractionMicros === null) return "no_price";
  const before = deliverableOf(series);
  return {
    root: nextRoot(series),
    deliverable: {
      shares: withShares(before, action.spun.symbol, count.wholeNanos),
      cashMicros: micros(before.cashMicros + count.fractionMicros),
    },
  };
}

/** What delivers nothing but cash from now on has nothing to wait for: it expires early. */
function merged(
  series: OptionSeries,
  action: Merger,
  fractionMicros: Micros | null,
): Change | "no_price" {
  const symbol = action.acquirer?.symbol ?? null;
  const change = replaced(series, action, { symbol, ratio: action, fractionMicros });
  if (change === "no_price") return change;
  const cash = notional(action.cashMicros, sharesOf(series, action.symbol), 1);
  const { shares, cashMicros } = change.deliverable;
  const deliverable = { shares, cashMicros: micros(cashMicros + cash) };
  const [first] = shares;
  if (first === undefined) {
    const early = acceleratedExpiry(action.exDate);
    const expiryDate = early < series.expiryDate ? early : series.expiryDate;
    return { ...change, deliverable, expiryDate };
  }
  if (series.underlying !== action.symbol || symbol === null) return { ...change, deliverable };
  return { underlying: symbol, root: adjustedRoot(rootOf(symbol)), deliverable };
}

function renamed(series: OptionSeries, { symbol, renamed: to }: Rename): Change {
  const suffix = /[0-9]?$/.exec(parseOccSymbol(series.symbol)?.root ?? "")?.[0] ?? "";
  const own = series.underlying === symbol;
  const { deliverable } = series;
  return {
    ...(own ? { underlying: to.symbol, root: rootOf(to.symbol) + suffix } : {}),
    ...(deliverable === undefined
      ? {}
      : {
          deliverable: {
            ...deliverable,
            shares: deliverable.shares.map((part) =>
              part.symbol === symbol ? { ...part, symbol: to.symbol } : part,
            ),
          },
        }),
  };
}

/** The deliverable with the shares of the action's symbol replaced by `ratio` of another, or of itself. */
function replaced(
  series: OptionSeries,
  action: CorporateAction,
  by: {
    readonly symbol: string | null;
    readonly ratio: Ratio;
    readonly fractionMicros: Micros | null;
  },
): { readonly root: string; readonly deliverable: Deliverable } | "no_price" {
  const count = countShares(sharesOf(series, action.symbol), by.ratio, by.fractionMicros);
  if (count.fractionMicros === null) return "no_price";
  const before = deliverableOf(series);
  const kept = before.shares.filter(({ symbol }) => symbol !== action.symbol);
  const cashMicros = micros(before.cashMicros + count.fractionMicros);
  const shares =
    by.symbol === null ? kept : withShares({ shares: kept }, by.symbol, count.wholeNanos);
  return { root: nextRoot(series), deliverable: { shares, cashMicros } };
}

function withShares(
  { shares }: Pick<Deliverable, "shares">,
  symbol: string,
  addedNanos: Nanos,
): Deliverable["shares"] {
  if (addedNanos === 0n) return shares;
  const had = shares.find((part) => part.symbol === symbol)?.sharesNanos ?? ZERO_NANOS;
  const others = shares.filter((part) => part.symbol !== symbol);
  return [...others, { symbol, sharesNanos: nanos(had + addedNanos) }];
}

function memoChange(series: OptionSeries, memo: ContractMemo): Change {
  const { expiryDateMax } = memo;
  const early = expiryDateMax !== null && expiryDateMax < series.expiryDate;
  return {
    root: memo.newRoot,
    underlying: memo.newUnderlying,
    contracts: memo.contracts,
    strikeMicros: micros(scaledStrike(series, memo) - memo.strikeLessMicros),
    deliverable: memo.deliverable,
    ...(early ? { expiryDate: expiryDateMax } : {}),
  };
}

/** A strike that is not scaled keeps its tenths of a cent. */
function scaledStrike({ strikeMicros }: OptionSeries, memo: ContractMemo): Micros {
  const { strikeNewNanos, strikeOldNanos } = memo;
  if (strikeNewNanos === strikeOldNanos) return strikeMicros;
  return toCent(strikeMicros * strikeNewNanos, strikeOldNanos);
}

function changed(series: OptionSeries, root: string, change: Change): AdjustedContract {
  const { deliverable: had, ...terms } = series;
  const deliverable = change.deliverable === undefined ? had : (change.deliverable ?? undefined);
  const next = {
    ...terms,
    underlying: change.underlying ?? series.underlying,
    strikeMicros: change.strikeMicros ?? series.strikeMicros,
    expiryDate: change.expiryDate ?? series.expiryDate,
    ...(deliverable === undefined ? {} : { deliverable }),
  };
  const symbol = occSymbol({ ...next, root: change.root ?? root });
  const id = symbol === series.symbol ? {} : { id: instrumentId(series) };
  return { series: { ...next, symbol, ...id }, contracts: change.contracts ?? 1 };
}

function nextRoot(series: OptionSeries): string {
  return adjustedRoot(parseOccSymbol(series.symbol)?.root ?? rootOf(series.underlying));
}

/** Shares of a symbol one contract delivers. */
function sharesOf(series: OptionSeries, symbol: string): Nanos {
  const part = deliverableOf(series).shares.find((item) => item.symbol === symbol);
  return part?.sharesNanos ?? ZERO_NANOS;
}

/** A quotient to the cent, half up. */
function toCent(amount: bigint, divisor: bigint): Micros {
  const unit = divisor * CENT_MICROS;
  return micros(((2n * amount + unit) / (2n * unit)) * CENT_MICROS);
}
