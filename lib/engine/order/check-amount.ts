/** Refusals of how much is asked for: shares, contracts, units or dollars. */
import { isFractionable } from "../instrument/borrowing";
import { MICROS_PER_DOLLAR, micros, NANOS_PER_UNIT, units } from "../money";
import type { OrderDraft } from "./draft";
import { isFractional } from "./legality";
import type { Rejection } from "./rejection";

/** Keeps price x quantity x multiplier within the 64-bit integers of the ledger, with room. */
const SHARES_MAX = units(1_000_000);
const CONTRACTS_MAX = units(50_000);
/** Source: alpaca-wire.md §1.1 (`notional must be >= 1.00`), read 2026-11-21. */
const NOTIONAL_MIN = micros(MICROS_PER_DOLLAR);

/** The first thing wrong with the amount, or null. */
export function findAmountRejection(draft: OrderDraft): Rejection | null {
  return draft.notionalMicros === undefined ? quantityRejection(draft) : dollarRejection(draft);
}

function dollarRejection({ notionalMicros = NOTIONAL_MIN, ...draft }: OrderDraft) {
  if (draft.qtyNanos !== 0n) return { code: "qty_and_notional" } as const;
  if (isOption(draft)) return { code: "option_notional" } as const;
  if (notionalMicros < NOTIONAL_MIN) {
    return { code: "notional_below_min", minMicros: NOTIONAL_MIN } as const;
  }
  return fractionRejection(draft);
}

function quantityRejection(draft: OrderDraft): Rejection | null {
  const { qtyNanos } = draft;
  if (qtyNanos <= 0n) return { code: "qty_not_positive" };
  const maxNanos = isOption(draft) ? CONTRACTS_MAX : SHARES_MAX;
  if (qtyNanos > maxNanos) return { code: "qty_over_max", maxNanos };
  if (!isFractional(draft)) return null;
  const symbol = draft.legs[0]?.instrument.symbol ?? "";
  return isOption(draft) ? { code: "qty_not_whole", symbol, qtyNanos } : fractionRejection(draft);
}

function fractionRejection({ legs }: Pick<OrderDraft, "legs">): Rejection | null {
  const instrument = legs[0]?.instrument;
  return instrument?.kind !== "equity" || isFractionable(instrument)
    ? null
    : { code: "not_fractionable", symbol: instrument.symbol };
}

/** A multi-leg order counts in units of contracts, with stock in it or not. */
function isOption(draft: Pick<OrderDraft, "legs">): boolean {
  return draft.legs.some((leg) => leg.instrument.kind === "option");
}

/** The whole quantity next below, or one: what a fraction is turned into. */
export function wholeQuantity(qtyNanos: bigint): bigint {
  const whole = (qtyNanos / NANOS_PER_UNIT) * NANOS_PER_UNIT;
  return whole === 0n ? NANOS_PER_UNIT : whole;
}
