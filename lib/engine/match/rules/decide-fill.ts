/**
 * The rules of version 1: what one instant of the market does to one order, from the facts alone.
 *
 * A fill is one a real order could have had: at the touch, up to the displayed size this account
 * has not taken, or as its profile says once it rests. A multi-leg order trades all legs at the
 * quotes of one instant, in ratio or not at all. Why: docs/fill-model.md.
 */
import { present } from "../../assert";
import type { FillRuleId } from "../../event/event";
import { tickMicros } from "../../instrument/tick-size";
import type { TakenPrint } from "../../market/consumption";
import { touchOf } from "../../market/quote";
import { type Micros, minNanos, nanos, ZERO_MICROS } from "../../money";
import type { OrderSide } from "../../order/side";
import { netMicros } from "../../order/terms";
import { seedStateOf } from "../profile/chance";
import { drawsChance } from "../profile/fill-settings";
import { marginMicros, reaches } from "../profile/profile-rule";
import { PROFILES } from "../profile/profiles";
import type { FactLeg, FillDecision, FillFacts } from "./fill-facts";
import { sizeOnQuotes } from "./fill-size";
import { marketablePrice } from "./marketable-price";

/** What the quotes ask for the order: the touch of its leg, or the net of all, which counts as a buy. */
interface Quoted {
  readonly side: OrderSide;
  readonly priceMicros: Micros;
  readonly legPricesMicros: readonly Micros[];
}

/** Decides one fill, or names why there is none. */
export function decideFill(facts: FillFacts): FillDecision {
  const quoted = quotedOf(facts);
  const { limitMicros, resting } = facts;
  if (limitMicros === null) return fillOnQuotes(facts, quoted);
  const limit = { side: quoted.side, limitMicros };
  if (!resting) {
    return reaches(limit, quoted.priceMicros, ZERO_MICROS)
      ? fillOnQuotes(facts, quoted)
      : notReached(quoted, limitMicros);
  }
  const instrument = facts.multiLeg ? null : firstLeg(facts).instrument;
  const byMicros = marginMicros(PROFILES[facts.profile], { instrument, limitMicros });
  const isMet = reaches(limit, quoted.priceMicros, byMicros);
  const onQuotes = isMet ? fillOnQuotes(facts, quoted) : null;
  if (onQuotes?.kind === "fill") return onQuotes;
  const onPrints = fillOnPrints(facts, limit);
  if (onPrints !== null) return onPrints;
  if (onQuotes !== null) return onQuotes;
  return reaches(limit, quoted.priceMicros, ZERO_MICROS)
    ? notCrossed(quoted, limitMicros, byMicros)
    : notReached(quoted, limitMicros);
}

function firstLeg(facts: FillFacts): FactLeg {
  return present(facts.legs[0], "an order has a leg");
}

function quotedOf(facts: FillFacts): Quoted {
  const priced = facts.legs.map((leg) => ({
    ...leg,
    priceMicros: touchOf(leg.quote, leg.side).priceMicros,
  }));
  const legPricesMicros = priced.map((leg) => leg.priceMicros);
  if (facts.multiLeg) return { side: "buy", priceMicros: netMicros(priced), legPricesMicros };
  const { side, quote } = firstLeg(facts);
  return { side, priceMicros: touchOf(quote, side).priceMicros, legPricesMicros };
}

function notReached(quoted: Quoted, limitMicros: Micros): FillDecision {
  const reason = { marketMicros: quoted.priceMicros, limitMicros };
  return { kind: "wait", reason: { code: "limit_not_reached", ...reason } };
}

function notCrossed(quoted: Quoted, limitMicros: Micros, byMicros: Micros): FillDecision {
  const reason = { marketMicros: quoted.priceMicros, limitMicros, byMicros };
  return { kind: "wait", reason: { code: "limit_not_crossed", ...reason } };
}

function fillOnQuotes(facts: FillFacts, quoted: Quoted): FillDecision {
  const { settings, orderId, fillNumber } = facts;
  const seedState = drawsChance(settings) ? seedStateOf(settings.seed, orderId, fillNumber) : null;
  const size = sizeOnQuotes(facts, seedState);
  if ("code" in size) return { kind: "wait", reason: size };
  const { ruleId, priceMicros } = priceOnQuotes(facts, quoted, seedState);
  const legPricesMicros = facts.multiLeg ? quoted.legPricesMicros : [priceMicros];
  return { kind: "fill", ruleId, priceMicros, legPricesMicros, ...size, prints: [], seedState };
}

/**
 * Which rule prices a fill on the quotes. Market orders and limits that were marketable on arrival
 * pay the quote in every profile (decisions 24); a resting limit gets what its profile gives.
 */
function priceOnQuotes(
  facts: FillFacts,
  quoted: Quoted,
  seedState: number | null,
): { readonly ruleId: FillRuleId; readonly priceMicros: Micros } {
  if (facts.multiLeg) return { ruleId: "mleg_at_quotes", priceMicros: quoted.priceMicros };
  const leg = firstLeg(facts);
  const { limitMicros, resting } = facts;
  if (limitMicros !== null && resting) {
    return PROFILES[facts.profile].restingPrice({
      limitMicros,
      quotedMicros: quoted.priceMicros,
      afterGap: leg.quote.afterGap,
    });
  }
  const ruleId = limitMicros === null ? "market_at_quote" : "limit_marketable_on_arrival";
  return { ruleId, priceMicros: marketablePrice(facts, leg, seedState) };
}

/** What prints bring a resting limit of one leg, at the limit; null when they bring nothing. */
function fillOnPrints(
  facts: FillFacts,
  limit: { readonly side: OrderSide; readonly limitMicros: Micros },
): FillDecision | null {
  const { shareOf } = PROFILES[facts.profile];
  if (facts.multiLeg || shareOf === null) return null;
  const { limitMicros } = limit;
  const tick = tickMicros(firstLeg(facts).instrument, limitMicros);
  const taken: TakenPrint[] = [];
  let { aheadNanos, remainingNanos: leftNanos } = facts;
  let isQueued = false;
  for (const { trade, takenBeforeNanos } of facts.prints) {
    const met = { ...limit, tickMicros: tick, aheadNanos };
    const share = shareOf(met, trade);
    ({ aheadNanos } = share);
    const takenNanos = minNanos(leftNanos, nanos(share.shareNanos - takenBeforeNanos));
    if (takenNanos <= 0n) continue;
    taken.push({ trade, takenBeforeNanos, takenNanos });
    leftNanos = nanos(leftNanos - takenNanos);
    isQueued ||= trade.priceMicros === limitMicros;
  }
  if (taken.length === 0) return null;
  return {
    kind: "fill",
    ruleId: isQueued ? "limit_queue_reached" : "limit_traded_through",
    qtyNanos: nanos(facts.remainingNanos - leftNanos),
    priceMicros: limitMicros,
    legPricesMicros: [limitMicros],
    prints: taken,
    seedState: null,
  };
}
