/** Says why a working order has not filled yet, or why an order ended without filling. */
import type { AccountState } from "../account/account-state";
import type { HeldAction } from "../action/action-state";
import { assertNever } from "../assert";
import { formatPrice, formatQuantity } from "../decimal";
import { symbolsTouched } from "../instrument/instrument";
import type { MarketView } from "../market/quote";
import { matchOrder } from "../match/match-order";
import type { WaitReason } from "../match/wait-reason";
import { absMicros, type Micros } from "../money";
import type { Order } from "../order/order";
import { explainHeld } from "./explain-action";
import { clockTime, directionOf } from "./fill-words";

/** One sentence for a working order, from the market of this instant. */
export function explainWorking(state: AccountState, order: Order, market: MarketView): string {
  const held = heldAction(state, order);
  if (held !== null) return explainHeld(held);
  const outcome = matchOrder(state, order, market);
  if (outcome.kind === "fill") return "The market reaches it now; the matcher is filling it.";
  return explainWait(order, outcome.reason);
}

/** The corporate action that keeps one of its symbols from trading; a late one keeps nobody. */
function heldAction(state: AccountState, order: Order): HeldAction | null {
  const symbols = new Set(order.legs.flatMap(({ instrument }) => symbolsTouched(instrument)));
  const held = [...state.heldActions.values()];
  return held.find((item) => item.reason !== "late" && symbols.has(item.symbol)) ?? null;
}

/** One sentence for a closed order; null when it filled. */
export function explainClosed(order: Order): string | null {
  switch (order.status) {
    case "canceled":
      return order.closeReason === "ioc_remainder"
        ? "Immediate-or-cancel: what could not trade at once was canceled."
        : "Canceled on request.";
    case "expired":
      return "Its time in force ran out.";
    case "rejected":
      return "At the fill price the account no longer had the buying power.";
    default:
      return null;
  }
}

function explainWait(order: Order, reason: WaitReason): string {
  switch (reason.code) {
    case "session_closed":
      return `Waiting for the session to open at ${clockTime(reason.opensAtMs).slice(0, 5)} ET.`;
    case "no_quote":
      return `Waiting for a first quote of ${reason.symbol}.`;
    case "stale":
      return `Waiting for a fresh quote of ${reason.symbol}${last(reason.lastAtMs)}.`;
    case "halted":
      return `${reason.symbol} is halted.`;
    case "in_flight":
      return `On its way: the order reaches the market at ${clockTime(reason.arrivesAtMs)}.`;
    case "one_sided":
      return `${reason.symbol} has no ${reason.missing}${last(reason.lastAtMs)}.`;
    case "past_quote":
      return `The quote of ${reason.symbol} is older than one already met${last(reason.lastAtMs)}.`;
    case "size_not_whole":
      return `All or nothing: ${formatQuantity(reason.neededNanos)} × ${reason.symbol} are needed, ${formatQuantity(reason.availableNanos)} are displayed.`;
    case "crossed":
      return `The quote of ${reason.symbol} is crossed; nothing fills on it${last(reason.lastAtMs)}.`;
    case "size_consumed":
      return `You have taken all displayed size of ${reason.symbol}; waiting for the quote to refresh.`;
    case "size_below_unit":
      return `The displayed size of ${reason.symbol} is less than one unit.`;
    case "limit_not_reached":
      return limitSentence(order, reason);
    case "limit_not_crossed":
      return `${limitSentence(order, reason)} Its profile wants the quote a tick (${formatPrice(reason.byMicros)}) better than the limit, or trades through it.`;
    case "queue_ahead":
      return `${limitSentence(order, reason)} In the queue: ${formatQuantity(reason.aheadNanos)} to trade at the limit first.`;
    default:
      return assertNever(reason);
  }
}

function last(atMs: number | null): string {
  return atMs === null ? "" : `, last ${clockTime(atMs)}`;
}

interface Apart {
  readonly marketMicros: Micros;
  readonly limitMicros: Micros;
}

function limitSentence(order: Order, { marketMicros, limitMicros }: Apart): string {
  if (order.orderClass === "mleg") {
    return `Needs ${netText(limitMicros)} or better; all legs together trade at ${netText(marketMicros)} now.`;
  }
  const buys = order.legs[0]?.side === "buy";
  return buys
    ? `Needs ask ≤ ${formatPrice(limitMicros)}; ask is ${formatPrice(marketMicros)}.`
    : `Needs bid ≥ ${formatPrice(limitMicros)}; bid is ${formatPrice(marketMicros)}.`;
}

function netText(net: Micros): string {
  return `${formatPrice(absMicros(net))} ${directionOf(net)}`;
}
