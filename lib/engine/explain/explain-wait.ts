/** Why the market of this instant does not fill an order that it was put to, in one sentence. */
import { assertNever } from "../assert";
import { formatPrice, formatQuantity } from "../decimal";
import type { WaitReason } from "../match/wait-reason";
import { absMicros, type Micros } from "../money";
import type { Order } from "../order/order";
import type { BestSeen } from "./best-seen";
import { clockTime, directionOf } from "./fill-words";

/** One sentence; the best price since arrival is named where the price is what is missing. */
export function explainWait(
  order: Order,
  reason: WaitReason,
  best: BestSeen | null = null,
): string {
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
      return limitSentence(order, reason, best);
    case "limit_not_crossed":
      return `${limitSentence(order, reason, best)} Its profile wants the quote a tick (${formatPrice(reason.byMicros)}) better than the limit, or trades through it.`;
    case "queue_ahead":
      return `${limitSentence(order, reason, best)} In the queue: ${formatQuantity(reason.aheadNanos)} to trade at the limit first.`;
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

function limitSentence(
  order: Order,
  { marketMicros, limitMicros }: Apart,
  best: BestSeen | null,
): string {
  const since = bestText(best);
  if (order.orderClass === "mleg") {
    return `Needs ${netText(limitMicros)} or better; all legs together trade at ${netText(marketMicros)} now.`;
  }
  const buys = order.legs[0]?.side === "buy";
  return buys
    ? `Needs ask ≤ ${formatPrice(limitMicros)}; ask is ${formatPrice(marketMicros)}${since}.`
    : `Needs bid ≥ ${formatPrice(limitMicros)}; bid is ${formatPrice(marketMicros)}${since}.`;
}

function netText(net: Micros): string {
  return `${formatPrice(absMicros(net))} ${directionOf(net)}`;
}

/** "; best since arrival 187.22 at 15:01:09", or nothing. */
export function bestText(best: BestSeen | null): string {
  return best === null
    ? ""
    : `; best since arrival ${formatPrice(best.priceMicros)} at ${clockTime(best.atMs).slice(0, 8)}`;
}
