/** Says why a fill happened at its price: one sentence, then the derivation, from its record alone. */
import { newYorkOf } from "../calendar/new-york";
import { formatPrice, formatQuantity } from "../decimal";
import type { FillLeg, FillRuleId, OrderFilled } from "../event/event";
import { multiplierOf } from "../instrument/instrument";
import { touchOf } from "../market/quote";
import { absMicros, type Micros, micros, notional } from "../money";
import { describeLegs } from "../strategy/describe";
import { feeSteps } from "./explain-fees";
import { instrumentName } from "./instrument-name";
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
  mleg_at_quotes: "all legs trade at one instant, buys at the ask and sells at the bid",
  auction_print: "an auction order trades at the price of its auction",
};

/** Writes the explanation of a fill. */
export function explainFill(fill: OrderFilled): FillExplanation {
  return {
    title: titleOf(fill),
    sentence: `${titleOf(fill)}: ${REASONS[fill.ruleId]}. ${quotesOf(fill)}`,
    steps: [...fill.legs.map(legStep), ...priceSteps(fill), sizeStep(fill), ...feeSteps(fill)],
  };
}

/** "credit", "debit" or "even" for a multi-leg fill; null for a simple one. */
export function netWord(fill: OrderFilled): "credit" | "debit" | "even" | null {
  if (fill.ruleId !== "mleg_at_quotes") return null;
  return directionOf(fill.priceMicros);
}

/** Which way a net price goes: received, paid, or neither. */
export function directionOf(netMicros: Micros): "credit" | "debit" | "even" {
  if (netMicros === 0n) return "even";
  return netMicros < 0n ? "credit" : "debit";
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

function legStep(leg: FillLeg): string {
  const { quote } = leg;
  const touch = touchOf(quote, leg.side);
  const verb = leg.side === "buy" ? "Buy" : "Sell";
  const taken =
    leg.takenBeforeNanos > 0n ? `, ${formatQuantity(leg.takenBeforeNanos)} of it taken before` : "";
  return `${verb} ${formatQuantity(leg.qtyNanos)} × ${instrumentName(leg.instrument)} at ${formatPrice(leg.priceMicros)}: ${touch.side} ${formatPrice(touch.priceMicros)} × ${formatQuantity(touch.sizeNanos)}${taken}, quote of ${clockTime(quote.atMs)} (${quote.feed})`;
}

function priceSteps(fill: OrderFilled): string[] {
  if (fill.ruleId !== "mleg_at_quotes") return [];
  const terms = fill.legs.map((leg) => {
    const ratio = ratioOf(fill, leg);
    const factor = ratio === 1 ? "" : `${ratio} × `;
    return `${leg.side === "buy" ? "+" : "−"} ${factor}${formatPrice(leg.priceMicros)}`;
  });
  const word = netWord(fill) ?? "even";
  const multiplier = multiplierOf(
    fill.legs[0]?.instrument ?? { kind: "equity", symbol: "", marginable: true },
  );
  const cash: Micros = notional(micros(-fill.priceMicros), fill.qtyNanos, multiplier);
  const moved = cash < 0n ? "paid" : "received";
  return [
    `Net per unit: ${terms.join(" ")} = ${formatPrice(absMicros(fill.priceMicros))} ${word}`,
    `× ${multiplier} × ${formatQuantity(fill.qtyNanos)} = $${formatPrice(absMicros(cash))} ${moved}`,
  ];
}

function sizeStep(fill: OrderFilled): string {
  const left = formatQuantity(fill.remainingAfterNanos);
  return `Filled ${formatQuantity(fill.qtyNanos)} of ${formatQuantity(fill.remainingBeforeNanos)} that were left; ${left === "0" ? "nothing remains" : `${left} rest`}`;
}

/** "15:31:07.214 ET" of an instant. */
export function clockTime(atMs: number): string {
  const { msOfDay } = newYorkOf(atMs);
  const two = (value: number) => String(value).padStart(2, "0");
  const seconds = Math.floor(msOfDay / 1_000);
  const time = `${two(Math.floor(seconds / 3_600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${time}.${String(msOfDay % 1_000).padStart(3, "0")} ET`;
}
