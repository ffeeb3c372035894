/** What an order waits for before its price matters, in one sentence. */
import { assertNever } from "../assert";
import { formatPrice } from "../decimal";
import type { HoldReason } from "../match/hold-reason";
import type { Order } from "../order/order";
import type { BestSeen } from "./best-seen";
import { bestText } from "./explain-wait";
import { clockTime } from "./fill-words";

/** One sentence for an order that is not put to the market now. */
export function explainHold(order: Order, reason: HoldReason, best: BestSeen | null): string {
  switch (reason.code) {
    case "waits_for_entry":
      return "Held: it works once its entry has filled whole.";
    case "session_closed":
      return `Waiting for the session to open at ${minuteOf(reason.opensAtMs)} ET.`;
    case "auction_pending":
      return `Waiting for the ${auctionName(order)} auction at ${minuteOf(reason.auctionAtMs)} ET.`;
    case "auction_print_awaited":
      return `The ${auctionName(order)} auction has begun; waiting for its official print. Without one by ${minuteOf(reason.untilMs)} ET the ${order.timeInForce === "opg" ? "first" : "last"} eligible trade stands in.`;
    case "stop_not_reached":
      return stopSentence(order, reason, best);
    case "quote_after_stop":
      return `Set off at ${clockTime(reason.triggeredAtMs)}; it trades at the next quote.`;
    default:
      return assertNever(reason);
  }
}

function minuteOf(atMs: number): string {
  return clockTime(atMs).slice(0, 5);
}

function auctionName({ timeInForce }: Order): string {
  return timeInForce === "opg" ? "opening" : "closing";
}

/** "Needs a trade at or below 187.20; last eligible 187.24; best since arrival 187.22 at 15:01:09." */
function stopSentence(
  order: Order,
  { stopMicros, hwmMicros, seen }: Extract<HoldReason, { code: "stop_not_reached" }>,
  best: BestSeen | null,
): string {
  const [leg] = order.legs;
  if (stopMicros === null || leg === undefined) {
    return "Trails from the first eligible trade after it was sent; there has been none yet.";
  }
  const sells = leg.side === "sell";
  const isOption = leg.instrument.kind === "option";
  const what = isOption ? (sells ? "a bid" : "an ask") : "a trade";
  const needs = `Needs ${what} at or ${sells ? "below" : "above"} ${formatPrice(stopMicros)}`;
  const trails = hwmMicros === null ? "" : `, trailing ${formatPrice(hwmMicros)}`;
  const name = isOption ? (sells ? "bid" : "ask") : "last eligible";
  const now = seen === null ? "" : `; ${name} ${formatPrice(seen.priceMicros)}`;
  return `${needs}${trails}${now}${bestText(best)}.`;
}
