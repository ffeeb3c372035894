/** Says why a working order has not filled yet, or why an order ended without filling. */
import type { AccountState } from "../account/account-state";
import type { HeldAction } from "../action/action-state";
import type { CancelReason } from "../event/event";
import { symbolsTouched } from "../instrument/instrument";
import type { MarketView } from "../market/quote";
import { findAuctionFill } from "../match/find-auction-fill";
import { lookAtOrder } from "../match/look-at-order";
import { matchOrder } from "../match/match-order";
import { isAuction } from "../match/trading-session";
import type { Order } from "../order/order";
import { bestSeen, type Seen } from "./best-seen";
import { explainHeld } from "./explain-action";
import { explainHold } from "./explain-hold";
import { explainWait } from "./explain-wait";

const NOTHING_SEEN: Seen = { quotes: [], trades: [] };

/**
 * One sentence for a working order, from the market of this instant; with the quotes and prints since
 * its arrival it also says how near they came.
 */
export function explainWorking(
  state: AccountState,
  order: Order,
  market: MarketView,
  seen: Seen = NOTHING_SEEN,
): string {
  const held = heldAction(state, order);
  if (held !== null) return explainHeld(held);
  if (isAuction(order.timeInForce)) return explainAuction(order, market);
  const best = bestSeen(order, seen);
  const look = lookAtOrder(order, market);
  if (look.kind === "hold") return explainHold(order, look.reason, best);
  if (look.kind === "triggered") {
    return "The market reaches its stop now; the matcher is setting it off.";
  }
  const outcome = matchOrder(state, look.order, market);
  if (outcome.kind === "fill") return "The market reaches it now; the matcher is filling it.";
  return explainWait(look.order, outcome.reason, best);
}

function explainAuction(order: Order, market: MarketView): string {
  const outcome = findAuctionFill(order, market);
  switch (outcome.kind) {
    case "hold":
      return explainHold(order, outcome.reason, null);
    case "over":
      return "Its auction went by without it; the matcher is ending it.";
    case "fill":
      return "Its auction has printed; the matcher is filling it.";
  }
}

/** The corporate action that keeps one of its symbols from trading; a late one keeps nobody. */
function heldAction(state: AccountState, order: Order): HeldAction | null {
  const symbols = new Set(order.legs.flatMap(({ instrument }) => symbolsTouched(instrument)));
  const held = [...state.heldActions.values()];
  return held.find((item) => item.reason !== "late" && symbols.has(item.symbol)) ?? null;
}

const CANCELS: { readonly [R in CancelReason]: string } = {
  requested: "Canceled on request.",
  ioc_remainder: "Immediate-or-cancel: what could not trade at once was canceled.",
  fok_unfillable: "Fill-or-kill: it could not trade whole at once.",
  sibling_filled: "Canceled because the other exit of its group filled.",
  entry_ended: "Canceled because its entry ended without filling whole.",
  group_canceled: "Canceled with the other orders of its group.",
  nothing_to_close: "Canceled because the position it was to close is gone.",
  expiry_close: "Canceled because its position is closed before expiry.",
  account_reset: "Canceled when the account was reset.",
  corporate_action: "Canceled by a corporate action.",
  margin_call: "Canceled because a margin call was not met.",
};

/** One sentence for a closed order; null when it filled. */
export function explainClosed(order: Order): string | null {
  switch (order.status) {
    case "canceled":
      // Reasons are stored as text; one of an engine to come is still a cancel.
      return CANCELS[order.closeReason as CancelReason] ?? CANCELS.requested;
    case "expired":
      return order.closeReason === "auction_over"
        ? "Its auction went by: what it could not trade there expired."
        : "Its time in force ran out.";
    case "replaced":
      return "Another order took its place.";
    case "rejected":
      return "At the fill price the account no longer had the buying power.";
    default:
      return null;
  }
}
