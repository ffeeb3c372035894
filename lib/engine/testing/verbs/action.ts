/**
 * Corporate actions:
 *
 *   action   ID KIND SYMBOL …        in the words of `action-text.ts`
 *   apply    NAME            what is due of them
 */
import type { PositionChange } from "../../action/position-change";
import { formatDecimal, formatPrice, formatQuantity } from "../../decimal";
import type { AccountEvent } from "../../event/event";
import { parseOccSymbol } from "../../instrument/occ-symbol";
import type { Nanos } from "../../money";
import { limitOf, stopOf } from "../../order/terms";
import { factOf } from "../action-text";
import { symbolOf } from "../builders";
import { traderOf, type Verbs } from "./story";

export const ACTION_VERBS: Verbs = {
  action(story, words) {
    story.market.announce(factOf(words));
    return "";
  },
  apply(story, words) {
    const trader = traderOf(story, words.next());
    const from = trader.steps.length;
    trader.ask({ type: "apply_actions" }, story.market.view());
    return trader.steps
      .slice(from)
      .map(({ event }) => eventText(event))
      .join("; ");
  },
};

function eventText(event: AccountEvent): string {
  switch (event.type) {
    case "corporate_action_applied":
      return event.changes.map(changeText).join(", ") || `${event.action.id} seen`;
    case "corporate_action_held":
      return `${event.held.actionId} held: ${event.held.reason} ${event.held.field ?? ""}`.trim();
    case "dividend_receivable":
      return `${event.action.symbol} owes ${formatPrice(event.receivable.amountMicros)}`;
    case "dividend_paid":
      return `${event.symbol} pays ${formatPrice(event.amountMicros)}`;
    case "order_adjusted": {
      const prices = [stopOf(event.terms), limitOf(event.terms)].filter((price) => price !== null);
      return `${event.orderId} is ${formatQuantity(event.qtyNanos)} @ ${prices.map(formatPrice).join("/")}`;
    }
    case "order_canceled":
      return `${event.orderId} canceled`;
    default:
      return event.type;
  }
}

/** "100 XYZ → 33 XYZ + 50.00": what was held, what it became, and cash. */
function changeText({ symbol, qtyNanos, after, cashMicros }: PositionChange): string {
  const parts = after.map(({ instrument, ...held }) => sizeText(held.qtyNanos, instrument.symbol));
  if (cashMicros !== 0n || parts.length === 0) parts.push(formatPrice(cashMicros));
  return `${sizeText(qtyNanos, symbol)} → ${parts.join(" + ")}`;
}

function sizeText(qtyNanos: Nanos, symbol: string): string {
  return `${formatQuantity(qtyNanos)} ${shortName(symbol)}`;
}

/** The inverse of `symbolOf`. */
function shortName(symbol: string): string {
  const occ = parseOccSymbol(symbol);
  if (occ === null) return symbol;
  const { root, strikeMicros, right, expiryDate } = occ;
  const name = `${root}-${formatDecimal(strikeMicros, 6)}${right === "call" ? "C" : "P"}`;
  return symbolOf(name) === symbol ? name : `${name}@${expiryDate.slice(2).replaceAll("-", "")}`;
}
