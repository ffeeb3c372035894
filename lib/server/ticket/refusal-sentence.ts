/** Refusals for people: what failed, with its numbers, and the nearest thing that would pass. */
import { formatPrice, formatQuantity } from "@/lib/engine/decimal";
import type { Rejection } from "@/lib/engine/order/rejection";
import { lifecycleSentence } from "./lifecycle-sentence";

/** One or two sentences. */
export function refusalSentence(rejection: Rejection): string {
  switch (rejection.code) {
    case "account_not_open":
      return "This account is not open.";
    case "account_frozen":
      return `This account is on hold: ${rejection.reason}.`;
    case "setting_out_of_range":
      return `The setting ${rejection.field} is a whole number from 0 to ${rejection.max}.`;
    case "order_not_found":
      return "There is no such working order.";
    case "order_not_cancelable":
      return `The order is already ${rejection.status}.`;
    case "qty_not_positive":
      return "Quantity must be more than zero.";
    case "qty_not_whole":
      return "Quantity must be a whole number.";
    case "qty_over_max":
      return `Quantity may be at most ${formatQuantity(rejection.maxNanos)}.`;
    case "limit_not_positive":
      return "The limit must be more than zero.";
    case "limit_over_max":
      return `The limit may be at most ${formatPrice(rejection.maxMicros)}.`;
    case "sub_penny":
      return "Prices of a dollar and more, and all option prices, move in whole cents.";
    case "leg_count":
      return "A multi-leg order has two to four legs.";
    case "leg_ratio_not_prime":
      return `Divide the ratios by ${rejection.gcd} and raise the quantity instead.`;
    case "leg_duplicate":
      return `${rejection.symbol} is in two legs; put them together.`;
    case "leg_underlying_mismatch":
      return "All legs must be on the same underlying.";
    case "leg_not_option":
      return `${rejection.symbol} is not an option; stock legs are not supported yet.`;
    case "no_reference_price":
      return `There is no quote of ${rejection.symbol} to price a market order from; use a limit.`;
    default:
      return sessionOrMoney(rejection);
  }
}

type Rest = Exclude<
  Rejection,
  {
    code:
      | "account_not_open"
      | "account_frozen"
      | "setting_out_of_range"
      | "order_not_found"
      | "order_not_cancelable"
      | "qty_not_positive"
      | "qty_not_whole"
      | "qty_over_max"
      | "limit_not_positive"
      | "limit_over_max"
      | "sub_penny"
      | "leg_count"
      | "leg_ratio_not_prime"
      | "leg_duplicate"
      | "leg_underlying_mismatch"
      | "leg_not_option"
      | "no_reference_price";
  }
>;

function sessionOrMoney(rejection: Rest): string {
  switch (rejection.code) {
    case "contract_expired":
      return `${rejection.symbol} has expired.`;
    case "contract_expires_soon":
      return `${rejection.symbol} expires today: after 15:30 ET it can only be closed.`;
    case "option_market_closed":
      return "The options market is closed: a limit order would wait for the open, a market order may not.";
    case "ioc_market_closed":
      return "Immediate-or-cancel needs an open market; use a day order.";
    case "option_time_in_force":
      return "Options take day and good-till-canceled orders.";
    case "intent_mismatch":
      return `From your position this order would be ${rejection.inferred.replaceAll("_", " ")}, not ${rejection.specified.replaceAll("_", " ")}.`;
    case "insufficient_qty":
      return `You want to close ${formatQuantity(rejection.requestedNanos)} × ${rejection.symbol}; ${formatQuantity(rejection.availableNanos)} are free, ${formatQuantity(rejection.heldNanos)} are held by working orders.`;
    case "short_stock_unsupported":
      return `You hold no ${rejection.symbol} to sell; selling stock short is not supported yet.`;
    case "too_many_open_orders":
      return `An account may have ${rejection.max} working orders; cancel one first.`;
    case "insufficient_buying_power":
    case "insufficient_options_buying_power":
      return `This needs $${formatPrice(rejection.requiredMicros)} of buying power and $${formatPrice(rejection.availableMicros)} is free. Reduce the quantity${rejection.code === "insufficient_options_buying_power" ? " or narrow the spread" : ""}.`;
    case "insufficient_cover":
      return `A cash account may sell calls only against stock: buy ${formatQuantity(rejection.requiredNanos)} ${rejection.underlying} first.`;
    default:
      return lifecycleSentence(rejection);
  }
}
