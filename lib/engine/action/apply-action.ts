/** The events of one corporate action: what it does to orders, to holdings, and what it will pay. */
import type { AccountState } from "../account/account-state";
import type { AccountEvent } from "../event/event";
import { type MarketView, markMicros, midMicros, quoteFault } from "../market/quote";
import { type Micros, NANOS_PER_UNIT, notional } from "../money";
import { RULES_VERSION } from "../rules-version";
import type { Receivable } from "./action-state";
import { adjustOrder } from "./adjust-order";
import type { CashDividend, CorporateAction, SpinOff } from "./corporate-action";
import { ordersBefore } from "./entitled";
import { type ActionPrices, planPositions } from "./plan-positions";
import { tradeDateOf } from "./trade-date";

/** Orders first, so that none stands at a price of yesterday; "no_price" when one it needs is missing. */
export function applyAction(
  state: AccountState,
  action: CorporateAction,
  market: MarketView,
): readonly AccountEvent[] | "no_price" {
  const base = { atMs: market.nowMs, rules: RULES_VERSION } as const;
  const changes = planPositions(state, action, pricesFor(action, market));
  if (changes === "no_price") return changes;
  const orders = orderEvents(state, action, market);
  const receivable = action.kind === "cash_dividend" ? owedFor(state, action) : null;
  const events: AccountEvent[] = [...orders];
  if (receivable !== null && action.kind === "cash_dividend") {
    events.push({ type: "dividend_receivable", action, receivable, ...base });
  }
  if (receivable === null || changes.length > 0) {
    events.push({ type: "corporate_action_applied", action, changes, ...base });
  }
  return events;
}

function orderEvents(
  state: AccountState,
  action: CorporateAction,
  { nowMs }: MarketView,
): readonly AccountEvent[] {
  const base = { atMs: nowMs, rules: RULES_VERSION } as const;
  const events: AccountEvent[] = [];
  for (const order of ordersBefore(state, action.symbol, action.exDate)) {
    const adjusted = adjustOrder(order, action);
    const { id: orderId } = order;
    if (adjusted === "cancel") {
      events.push({ type: "order_canceled", orderId, reason: "corporate_action", ...base });
    } else if (adjusted !== null) {
      events.push({ type: "order_adjusted", orderId, actionId: action.id, ...adjusted, ...base });
    }
  }
  return events;
}

/** What holders at the close before the ex-date are owed; shorts owe it. */
function owedFor(state: AccountState, action: CashDividend): Receivable | null {
  const position = state.positions.get(action.symbol);
  if (position === undefined) return null;
  const { qtyNanos } = position;
  return {
    actionId: action.id,
    symbol: action.symbol,
    qtyNanos,
    perShareMicros: action.cashMicros,
    amountMicros: notional(action.cashMicros, qtyNanos, 1),
    payDate: action.payDate,
  };
}

function pricesFor(action: CorporateAction, market: MarketView): ActionPrices {
  return {
    fractionMicros: fractionPrice(action, market),
    costShare: action.kind === "spin_off" ? costShare(action, market) : null,
    frozenMarkMicros:
      action.kind === "delisting"
        ? (action.closeMicros ?? markMicros(market, action.symbol))
        : null,
  };
}

/** The action's own price of a fraction, else that of the market once it trades ex. */
function fractionPrice(action: CorporateAction, market: MarketView): Micros | null {
  switch (action.kind) {
    case "forward_split":
    case "reverse_split":
    case "stock_dividend":
      return action.fractionMicros ?? exMark(market, action.symbol, action);
    case "spin_off":
      return action.fractionMicros ?? exMark(market, action.spun.symbol, action);
    case "merger":
      if (action.acquirer === null) return null;
      return action.fractionMicros ?? exMark(market, action.acquirer.symbol, action);
    default:
      return null;
  }
}

/** Cost goes with a spin-off as its value does, when the company has not said how. */
function costShare(action: SpinOff, market: MarketView): ActionPrices["costShare"] {
  const { costShareNanos } = action;
  if (costShareNanos !== null) return { part: costShareNanos, whole: NANOS_PER_UNIT };
  const parent = exMark(market, action.symbol, action);
  const spun = exMark(market, action.spun.symbol, action);
  if (parent === null || spun === null) return null;
  const part = spun * action.newNanos;
  return { part, whole: part + parent * action.oldNanos };
}

/** The middle of a tradable quote from the ex-date or after it. */
function exMark(market: MarketView, symbol: string, { exDate }: CorporateAction): Micros | null {
  const quote = market.quoteOf(symbol);
  if (quote === null || quoteFault(market, symbol) !== null) return null;
  return tradeDateOf(quote.atMs) < exDate ? null : midMicros(quote);
}
