/** Says why a fill happened at its price: one sentence, then the derivation, from its record alone. */
import { formatPrice, formatQuantity } from "../decimal";
import type { FillRuleId, OrderFilled } from "../event/event";
import { PROFILES } from "../match/profile/profiles";
import { absMicros, micros } from "../money";
import { describeLegs } from "../strategy/describe";
import { chanceWords, fillSteps } from "./fill-steps";
import { clockTime, directionOf } from "./fill-words";
import { ratioOf } from "./recompute-fill";

export interface FillExplanation {
  readonly title: string;
  readonly sentence: string;
  readonly steps: readonly string[];
}

const REASONS: { readonly [R in FillRuleId]: string } = {
  market_at_quote: "a market order takes the quote on the other side, up to its displayed size",
  limit_marketable_on_arrival: "the limit was marketable on arrival, so it traded at the quote",
  limit_after_gap: "this was the first quote after a gap, so the limit got the better quote",
  limit_resting: "the order was resting when the quote reached it, so it traded at its limit",
  limit_crossed: "the quote went through the resting limit by a tick, so it traded at its limit",
  limit_traded_through: "trades printed through the resting limit, so it traded at its limit",
  limit_queue_reached:
    "what was ahead of it in the queue had traded, so it got the rest of the print at its limit",
  limit_at_quote: "the quote reached the resting limit, and this profile trades at the quote",
  mleg_at_quotes: "all legs trade at one instant, buys at the ask and sells at the bid",
  auction_print: "an auction order trades at the price of its auction",
};

/** Writes the explanation of a fill. */
export function explainFill(fill: OrderFilled): FillExplanation {
  return {
    title: titleOf(fill),
    sentence: `${titleOf(fill)}: ${reasonOf(fill)}. ${quotesOf(fill)}`,
    steps: fillSteps(fill),
  };
}

/** "credit", "debit" or "even" for a multi-leg fill; null for a simple one. */
export function netWord(fill: OrderFilled): "credit" | "debit" | "even" | null {
  if (fill.ruleId !== "mleg_at_quotes") return null;
  return directionOf(fill.priceMicros);
}

function reasonOf(fill: OrderFilled): string {
  const chance = chanceWords(fill);
  const reason =
    fill.ruleId === "market_at_quote" && !PROFILES[fill.profile].bySize
      ? "a market order takes the quote on the other side, whatever its size in this profile"
      : REASONS[fill.ruleId];
  return chance === null ? reason : `${reason}, with ${chance}`;
}

function titleOf(fill: OrderFilled): string {
  const qty = formatQuantity(fill.qtyNanos);
  const legs = fill.legs.map((leg) => ({ ...leg, ratio: ratioOf(fill, leg) }));
  const name = describeLegs(legs);
  const word = netWord(fill);
  const price = formatPrice(absMicros(fill.priceMicros));
  if (word !== null) {
    const verb = word === "debit" ? "Bought" : word === "credit" ? "Sold" : "Traded";
    return `${verb} ${qty} × ${name} at ${price} ${word}`;
  }
  const verb = fill.legs[0]?.side === "buy" ? "Bought" : "Sold";
  return `${verb} ${qty} × ${name} at ${price}`;
}

function quotesOf(fill: OrderFilled): string {
  const limit = fill.limitMicros === null ? "" : ` Your limit was ${limitText(fill)}.`;
  const [first] = fill.legs;
  if (first === undefined || fill.ruleId === "mleg_at_quotes") {
    const units = formatQuantity(fill.remainingBeforeNanos);
    return `Each leg had the size for ${formatQuantity(fill.qtyNanos)} of ${units} left.${limit}`;
  }
  const { quote } = first;
  return `Best bid/ask then ${formatPrice(quote.bidMicros)}/${formatPrice(quote.askMicros)}, sizes ${formatQuantity(quote.bidSizeNanos)}/${formatQuantity(quote.askSizeNanos)}, at ${clockTime(quote.atMs)}.${limit}`;
}

function limitText(fill: OrderFilled): string {
  const limit = fill.limitMicros ?? micros(0n);
  if (fill.ruleId !== "mleg_at_quotes") return formatPrice(limit);
  return `${formatPrice(absMicros(limit))} ${directionOf(limit)}`;
}
