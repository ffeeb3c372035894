/** The derivation of a fill, from its record alone: each leg, the rule's own numbers, the net, the size. */
import { formatPrice, formatQuantity } from "../decimal";
import type { FillLeg, OrderFilled } from "../event/event";
import { multiplierOf } from "../instrument/instrument";
import { tickMicros } from "../instrument/tick-size";
import type { TakenPrint } from "../market/consumption";
import { touchOf } from "../market/quote";
import { PROFILES } from "../match/profile/profiles";
import { absMicros, type Micros, micros, nanos, notional } from "../money";
import { unitMultiplier } from "../order/terms";
import { feeSteps } from "./explain-fees";
import { clockTime, directionOf } from "./fill-words";
import { instrumentName } from "./instrument-name";
import { ratioOf } from "./recompute-fill";

/** One step per line, in the order a person would check them. */
export function fillSteps(fill: OrderFilled): readonly string[] {
  return [
    ...stopSteps(fill),
    ...fill.legs.map((leg) => legStep(fill, leg)),
    ...auctionSteps(fill),
    ...ruleSteps(fill),
    ...chanceSteps(fill),
    ...netSteps(fill),
    sizeStep(fill),
    ...feeSteps(fill),
  ];
}

function stopSteps({ stop }: OrderFilled): string[] {
  if (stop === undefined) return [];
  const by =
    stop.by.kind === "trade"
      ? `a trade at ${formatPrice(stop.by.trade.priceMicros)} × ${formatQuantity(stop.by.trade.sizeNanos)}`
      : `the quote ${formatPrice(stop.by.quote.bidMicros)}/${formatPrice(stop.by.quote.askMicros)}`;
  const best =
    stop.hwmMicros === undefined ? "" : `, trailing the best price ${formatPrice(stop.hwmMicros)}`;
  return [
    `Stop at ${formatPrice(stop.stopMicros)}${best}: set off by ${by} at ${clockTime(stop.atMs)}`,
  ];
}

function legStep(fill: OrderFilled, leg: FillLeg): string {
  const { quote } = leg;
  const touch = touchOf(quote, leg.side);
  const verb = leg.side === "buy" ? "Buy" : "Sell";
  const taken =
    leg.takenBeforeNanos > 0n ? `, ${formatQuantity(leg.takenBeforeNanos)} of it taken before` : "";
  const anySize = PROFILES[fill.profile].bySize ? "" : ", any size";
  return `${verb} ${formatQuantity(leg.qtyNanos)} × ${instrumentName(leg.instrument)} at ${formatPrice(leg.priceMicros)}: ${touch.side} ${formatPrice(touch.priceMicros)} × ${formatQuantity(touch.sizeNanos)}${taken}${anySize}, quote of ${clockTime(quote.atMs)} (${quote.feed})`;
}

function auctionSteps({ auctionPrint }: OrderFilled): string[] {
  if (auctionPrint === undefined) return [];
  if (auctionPrint.kind === "official") {
    const { kind, priceMicros, sizeNanos, exchange, atMs } = auctionPrint.auction;
    const word = kind === "open" ? "opening" : "closing";
    return [
      `Official ${word} print of ${formatQuantity(sizeNanos)} at ${formatPrice(priceMicros)}, ${clockTime(atMs)} on ${exchange}`,
    ];
  }
  const { priceMicros, atMs, exchange } = auctionPrint.trade;
  return [
    `No official print came within five minutes: the eligible trade at ${formatPrice(priceMicros)}, ${clockTime(atMs)} on ${exchange}, stands in for it`,
  ];
}

/** What a rule weighed besides the quote. */
function ruleSteps(fill: OrderFilled): string[] {
  const [leg] = fill.legs;
  const { limitMicros } = fill;
  if (leg === undefined || limitMicros === null) return [];
  const limit = formatPrice(limitMicros);
  const touch = touchOf(leg.quote, leg.side);
  switch (fill.ruleId) {
    case "limit_crossed": {
      const tick = formatPrice(tickMicros(leg.instrument, limitMicros));
      return [
        `The ${touch.side} ${formatPrice(touch.priceMicros)} is at least a tick of ${tick} beyond the limit ${limit}`,
      ];
    }
    case "limit_after_gap":
      return [`First quote after a gap: the better of limit ${limit} and quote`];
    case "limit_traded_through":
    case "limit_queue_reached":
      return [...queueSteps(fill), ...(fill.prints ?? []).map(printStep)];
    default:
      return [];
  }
}

function queueSteps({ aheadNanos, queue, limitMicros }: OrderFilled): string[] {
  if (aheadNanos === undefined || queue === undefined || limitMicros === null) return [];
  const joined = formatQuantity(queue.joinedNanos);
  const gone = formatQuantity(nanos(queue.joinedNanos - aheadNanos));
  return [
    `Queue at ${formatPrice(limitMicros)}: ${joined} displayed when it joined, ${gone} gone since, ${formatQuantity(aheadNanos)} ahead before the first print`,
  ];
}

function printStep({ trade, takenBeforeNanos, takenNanos }: TakenPrint): string {
  const before =
    takenBeforeNanos > 0n ? `, ${formatQuantity(takenBeforeNanos)} of it taken before` : "";
  return `Print of ${formatQuantity(trade.sizeNanos)} at ${formatPrice(trade.priceMicros)}, ${clockTime(trade.atMs)} on ${trade.exchange}: ${formatQuantity(takenNanos)} for this order${before}`;
}

/** What chance did to the price: "slippage of 0.02"; null when it did nothing. */
export function chanceWords({ seedState, legs, ruleId }: OrderFilled): string | null {
  const [leg] = legs;
  const isDrawn = ruleId === "market_at_quote" || ruleId === "limit_marketable_on_arrival";
  if (seedState === undefined || leg === undefined || !isDrawn) return null;
  const { priceMicros } = touchOf(leg.quote, leg.side);
  const moreMicros = leg.priceMicros - priceMicros;
  if (moreMicros === 0n) return null;
  const isWorse = leg.side === "buy" ? moreMicros > 0n : moreMicros < 0n;
  const word = isWorse ? "slippage" : "price improvement";
  return `${word} of ${formatPrice(absMicros(micros(moreMicros)))}`;
}

function chanceSteps(fill: OrderFilled): string[] {
  const { seedState, settings } = fill;
  if (seedState === undefined || settings === undefined) return [];
  const words = chanceWords(fill) ?? "no slippage or improvement";
  return [`By chance ${words}, drawn from seed ${settings.seed} (state ${seedState})`];
}

function netSteps(fill: OrderFilled): string[] {
  if (fill.ruleId !== "mleg_at_quotes") return [];
  const multiplier = unitMultiplier(fill.legs);
  const terms = fill.legs.map((leg) => netTerm(fill, leg, multiplier));
  const word = directionOf(fill.priceMicros);
  const cash: Micros = notional(micros(-fill.priceMicros), fill.qtyNanos, multiplier);
  const moved = cash < 0n ? "paid" : "received";
  return [
    `Net per unit: ${terms.join(" ")} = ${formatPrice(absMicros(fill.priceMicros))} ${word}`,
    `× ${multiplier} × ${formatQuantity(fill.qtyNanos)} = $${formatPrice(absMicros(cash))} ${moved}`,
  ];
}

/** "+ 2 × 1.00": a leg's part of the net, which is per share of the contracts' multiplier. */
function netTerm(fill: OrderFilled, leg: FillLeg, multiplier: number): string {
  const shares = ratioOf(fill, leg) * multiplierOf(leg.instrument);
  const count = shares % multiplier === 0 ? `${shares / multiplier}` : `${shares}/${multiplier}`;
  const factor = count === "1" ? "" : `${count} × `;
  return `${leg.side === "buy" ? "+" : "−"} ${factor}${formatPrice(leg.priceMicros)}`;
}

function sizeStep(fill: OrderFilled): string {
  const left = formatQuantity(fill.remainingAfterNanos);
  return `Filled ${formatQuantity(fill.qtyNanos)} of ${formatQuantity(fill.remainingBeforeNanos)} that were left; ${left === "0" ? "nothing remains" : `${left} rest`}`;
}
