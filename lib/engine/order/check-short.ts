/**
 * Refusals of short sales of stock, and of purchases that would meet one.
 *
 * Source: alpaca-wire.md §2.3, read 2026-11-21. Options are shorted under the margin rules alone.
 */
import type { AccountState } from "../account/account-state";
import { isEasyToBorrow, isShortable } from "../instrument/borrowing";
import { equityOf } from "../margin/worth";
import type { MarketView } from "../market/quote";
import { MICROS_PER_DOLLAR, micros } from "../money";
import type { OrderDraft } from "./draft";
import { isFractional } from "./legality";
import type { OrderLeg, PositionIntent } from "./order";
import { orderMap } from "./order-map";
import type { Rejection } from "./rejection";

/** Equity an account needs to borrow or short. Source: FINRA 4210(b), engine.md §5, read 2026-11-21. */
const EQUITY_MIN = micros(2_000n * MICROS_PER_DOLLAR);

/** The first rule of short sales that an order in stock breaks, or null. */
export function findShortRejection(
  state: AccountState,
  draft: OrderDraft,
  legs: readonly OrderLeg[],
  market: MarketView,
): Rejection | null {
  const leg = legs.find(({ instrument }) => instrument.kind === "equity");
  if (leg === undefined) return null;
  const { symbol } = leg.instrument;
  if (leg.intent === "buy_to_open") {
    const existing = findOpen(state, symbol, "sell_to_open");
    return existing === null
      ? null
      : { code: "buy_with_open_short", symbol, existingOrderId: existing };
  }
  if (leg.intent !== "sell_to_open") return null;
  const existing = findOpen(state, symbol, "buy_to_open");
  if (existing !== null) return { code: "short_with_open_buy", symbol, existingOrderId: existing };
  return stockRejection(leg, draft) ?? accountRejection(state, symbol, market);
}

function stockRejection({ instrument }: OrderLeg, draft: OrderDraft): Rejection | null {
  if (instrument.kind !== "equity") return null;
  const { symbol } = instrument;
  if (!isShortable(instrument)) return { code: "not_shortable", symbol };
  if (!isEasyToBorrow(instrument)) return { code: "hard_to_borrow", symbol };
  return isFractional(draft)
    ? { code: "fractional_short", symbol, qtyNanos: draft.qtyNanos }
    : null;
}

function accountRejection(
  state: AccountState,
  symbol: string,
  market: MarketView,
): Rejection | null {
  if (!state.choices.shorting) return { code: "shorting_off", symbol };
  if (state.kind === "cash") return { code: "short_in_cash_account", symbol };
  const equityMicros = equityOf(state, market);
  return equityMicros >= EQUITY_MIN
    ? null
    : { code: "short_below_min_equity", equityMicros, minMicros: EQUITY_MIN };
}

/** The id of a working order in the symbol with this intent. */
function findOpen(state: AccountState, symbol: string, intent: PositionIntent): string | null {
  for (const { id, legs } of orderMap(state.orders).inSymbol(symbol)) {
    for (const leg of legs) {
      if (leg.intent === intent && leg.instrument.symbol === symbol) return id;
    }
  }
  return null;
}
