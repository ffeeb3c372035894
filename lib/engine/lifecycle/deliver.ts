/**
 * What contracts bring when they are exercised or assigned: stock at the strike, or cash.
 *
 * The strike total (strike x multiplier, whatever is delivered) is paid for the whole deliverable.
 * Its cash and the value of its fractions of a share come off that total, so what is left is what
 * the whole shares cost; several stocks share it by their value. Cash-settled contracts pay the
 * intrinsic value. Source: engine.md §6 and §7, OCC Rules on adjusted contracts, read 2026-11-21.
 */
import type { EventOf } from "../event/event";
import type { Delivered } from "../event/option-event";
import {
  contractIntrinsic,
  deliverableOf,
  deliverableValue,
  exerciseCost,
} from "../instrument/deliverable";
import type { Equity, OptionSeries } from "../instrument/instrument";
import { isCashSettled } from "../instrument/settlement";
import type { Exchange } from "../ledger/apply-trade";
import {
  type Micros,
  maxMicros,
  micros,
  NANOS_PER_UNIT,
  type Nanos,
  nanos,
  notional,
  ZERO_MICROS,
} from "../money";
import { err, ok, type Result } from "../result";

export interface Contracts {
  readonly series: OptionSeries;
  readonly qtyNanos: Nanos;
  /** The holder exercises; the other side is the writer. */
  readonly role: "holder" | "writer";
}

export interface DeliveryFacts {
  readonly priceOf: (symbol: string) => Micros | null;
  readonly equityOf: (symbol: string) => Equity;
}

/** What is missing to say what is delivered. */
export interface MissingPrices {
  readonly missing: readonly string[];
}

/** What the contracts bring to their side, or which prices are missing to say so. */
export function deliver(
  contracts: Contracts,
  facts: DeliveryFacts,
): Result<Delivered, MissingPrices> {
  const missing = missingPrices(contracts.series, facts);
  if (missing.length > 0) return err({ missing });
  return ok(
    isCashSettled(contracts.series)
      ? { stock: [], cashMicros: cashSettlement(contracts, facts) }
      : exchangeOf(contracts, facts),
  );
}

/** A single whole stock needs no price: the strike says what it costs. */
function missingPrices(series: OptionSeries, { priceOf }: DeliveryFacts): readonly string[] {
  const { shares } = deliverableOf(series);
  const plain =
    shares.length === 1 && shares.every((part) => part.sharesNanos % NANOS_PER_UNIT === 0n);
  if (plain && !isCashSettled(series)) return [];
  return shares.map(({ symbol }) => symbol).filter((symbol) => priceOf(symbol) === null);
}

/** The same end with the worth of the contracts in cash, in the place of the stock. */
export function cashInstead<T extends EventOf<"option_exercised" | "option_assigned">>(end: T): T {
  const paid = notional(
    contractIntrinsic(end.series, end.valueMicros ?? ZERO_MICROS),
    end.qtyNanos,
    1,
  );
  return { ...end, stock: [], cashMicros: end.type === "option_exercised" ? paid : micros(-paid) };
}

function cashSettlement({ series, qtyNanos, role }: Contracts, { priceOf }: DeliveryFacts): Micros {
  const value = deliverableValue(deliverableOf(series), priceOf) ?? ZERO_MICROS;
  const paid = notional(contractIntrinsic(series, value), qtyNanos, 1);
  return role === "holder" ? paid : micros(-paid);
}

interface Part {
  readonly equity: Equity;
  readonly wholeNanos: Nanos;
  readonly valueMicros: Micros;
  /** Worth of the fraction that is not delivered. */
  readonly inLieuMicros: Micros;
}

function exchangeOf(contracts: Contracts, facts: DeliveryFacts): Delivered {
  const { series, qtyNanos, role } = contracts;
  const { shares, cashMicros: cashEach } = deliverableOf(series);
  const parts = shares.map((part) => partOf(part, qtyNanos, facts));
  const cashPart = parts.reduce(
    (sum, part) => sum + part.inLieuMicros,
    notional(cashEach, qtyNanos, 1) as bigint,
  );
  const forShares = micros(exerciseCost(series, qtyNanos) - cashPart);
  const buys = (series.right === "call") === (role === "holder");
  const whole = parts.filter((part) => part.wholeNanos > 0n);
  // Cash worth more than the strike leaves nothing for the shares to cost: the rest is cash.
  const shareCost = whole.length === 0 ? ZERO_MICROS : maxMicros(forShares, ZERO_MICROS);
  const rest = micros(forShares - shareCost);
  return {
    stock: allocate(whole, shareCost, buys ? "buy" : "sell"),
    cashMicros: buys ? micros(-rest) : rest,
  };
}

function partOf(
  part: { readonly symbol: string; readonly sharesNanos: Nanos },
  qtyNanos: Nanos,
  { priceOf, equityOf }: DeliveryFacts,
): Part {
  const total = (part.sharesNanos * qtyNanos) / NANOS_PER_UNIT;
  const wholeNanos = nanos(total - (total % NANOS_PER_UNIT));
  const price = priceOf(part.symbol) ?? ZERO_MICROS;
  return {
    equity: equityOf(part.symbol),
    wholeNanos,
    valueMicros: notional(price, wholeNanos, 1),
    inLieuMicros: notional(price, nanos(total - wholeNanos), 1),
  };
}

/** Shares a cost out by value; the last part takes what rounding leaves. */
function allocate(
  parts: readonly Part[],
  costMicros: Micros,
  side: Exchange["side"],
): readonly Exchange[] {
  const worth = parts.reduce((sum, part) => sum + part.valueMicros, 0n);
  let left: bigint = costMicros;
  return parts.map(({ equity, wholeNanos, valueMicros }, index) => {
    const share = worth === 0n ? 0n : (costMicros * valueMicros) / worth;
    const amountMicros = micros(index === parts.length - 1 ? left : share);
    left -= amountMicros;
    return { instrument: equity, side, qtyNanos: wholeNanos, amountMicros };
  });
}
