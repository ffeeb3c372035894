/**
 * Decides what the market of this instant does to one working order: gathers the facts from the
 * account and the market, and lets the rules of today's version decide. Why: docs/fill-model.md.
 */
import type { AccountState } from "../account/account-state";
import { present } from "../assert";
import type { FillLeg, OrderFilled } from "../event/event";
import { tickMicros } from "../instrument/tick-size";
import { takenOfTouch } from "../market/consumption";
import { type MarketView, touchOf } from "../market/quote";
import { type Nanos, ZERO_NANOS } from "../money";
import { legNanos, type Order, remainingNanos } from "../order/order";
import { limitOf } from "../order/terms";
import { RULES_VERSION } from "../rules-version";
import { arrivalMs, findLegQuote, findOrderWait } from "./find-wait";
import { PROFILES } from "./profile/profiles";
import { joinQueue, type QueuePlace } from "./profile/queue-place";
import { type PrintsRead, readPrints } from "./profile/read-prints";
import type { FactLeg, FillDecision, FillFacts } from "./rules/fill-facts";
import { FILL_RULES } from "./rules/rules-by-version";
import type { WaitReason } from "./wait-reason";

/** The part of a fill's record that the matcher decides. */
export type FillTerms = Pick<
  OrderFilled,
  | "ruleId"
  | "qtyNanos"
  | "priceMicros"
  | "legs"
  | "resting"
  | "settings"
  | "seedState"
  | "prints"
  | "aheadNanos"
  | "queue"
>;

export type MatchOutcome =
  | { readonly kind: "fill"; readonly fill: FillTerms }
  | {
      readonly kind: "wait";
      readonly reason: WaitReason;
      /** Where the order stands in its queue now, for profiles that queue. */
      readonly place: QueuePlace | null;
    };

const NOTHING_READ: PrintsRead = { prints: [], aheadNanos: null, place: null };

/** Prices an order against the market of this instant; the caller turns a fill into an event. */
export function matchOrder(state: AccountState, order: Order, market: MarketView): MatchOutcome {
  const held = findOrderWait(state, order, market);
  if (held !== null) return wait(held);
  const legs: FactLeg[] = [];
  for (const leg of order.legs) {
    const quote = findLegQuote(state, { order, leg }, market);
    if ("code" in quote) return wait(quote);
    legs.push({ ...leg, quote, takenBeforeNanos: takenBefore(state, leg, quote) });
  }
  const read = printsOf(state, order, legs, market);
  const facts = factsOf(state, order, legs, read);
  const rules = present(FILL_RULES[RULES_VERSION], "today's version has its rules");
  const decision = rules(facts);
  if (decision.kind === "fill")
    return { kind: "fill", fill: fillTerms(facts, decision, read.place) };
  const stands = facts.resting || decision.reason.code === "limit_not_reached";
  const place = stands ? read.place : null;
  return wait(withQueue(decision.reason, place), place);
}

function wait(reason: WaitReason, place: QueuePlace | null = null): MatchOutcome {
  return { kind: "wait", reason, place };
}

function takenBefore(
  state: AccountState,
  { instrument, side }: Pick<FactLeg, "instrument" | "side">,
  quote: FactLeg["quote"],
): Nanos {
  if (!PROFILES[state.profile].bySize) return ZERO_NANOS;
  return takenOfTouch(state.consumed, instrument.symbol, touchOf(quote, side)) ?? ZERO_NANOS;
}

function isImmediate({ timeInForce }: Order): boolean {
  return timeInForce === "ioc" || timeInForce === "fok";
}

/** Immediate orders never rest, whatever the quote was when they were accepted. */
function isResting(order: Order): boolean {
  return order.rested && !isImmediate(order) && limitOf(order.terms) !== null;
}

function factsOf(
  state: AccountState,
  order: Order,
  legs: readonly FactLeg[],
  { prints, aheadNanos }: PrintsRead,
): FillFacts {
  return {
    orderId: order.id,
    fillNumber: order.fills + 1,
    profile: state.profile,
    settings: state.settings,
    multiLeg: order.orderClass === "mleg",
    limitMicros: limitOf(order.terms),
    resting: isResting(order),
    allOrNone: order.timeInForce === "fok",
    remainingNanos: remainingNanos(order),
    legs,
    prints,
    aheadNanos,
  };
}

/** What was printed for a limit of one leg that stands in the book, or is about to. */
function printsOf(
  state: AccountState,
  order: Order,
  legs: readonly FactLeg[],
  market: MarketView,
): PrintsRead {
  const [leg] = legs;
  const limitMicros = limitOf(order.terms);
  const { shareOf } = PROFILES[state.profile];
  if (leg === undefined || legs.length > 1 || limitMicros === null) return NOTHING_READ;
  if (shareOf === null || isImmediate(order)) return NOTHING_READ;
  const { instrument, side, quote } = leg;
  const { nowMs } = market;
  const queues = state.profile === "queue";
  const limit = { side, limitMicros };
  return readPrints(state, shareOf, {
    limit: { ...limit, tickMicros: tickMicros(instrument, limitMicros) },
    trades: market.tradesOf(instrument.symbol),
    place: queues ? (order.queue ?? joinQueue(quote, limit, nowMs)) : null,
    queues,
    arrivedAtMs: arrivalMs(state, order),
    nowMs,
  });
}

/** A queued limit waits for what is ahead of it, whatever the quote is. */
function withQueue(reason: WaitReason, place: QueuePlace | null): WaitReason {
  if (place === null) return reason;
  if (reason.code !== "limit_not_reached" && reason.code !== "limit_not_crossed") return reason;
  const { marketMicros, limitMicros } = reason;
  return { code: "queue_ahead", marketMicros, limitMicros, aheadNanos: place.aheadNanos };
}

function fillTerms(
  facts: FillFacts,
  decision: Extract<FillDecision, { kind: "fill" }>,
  place: QueuePlace | null,
): FillTerms {
  const { ruleId, qtyNanos, priceMicros, legPricesMicros, prints, seedState } = decision;
  const legs = facts.legs.map(
    (leg, index): FillLeg => ({
      leg: index,
      instrument: leg.instrument,
      side: leg.side,
      qtyNanos: legNanos(leg, qtyNanos),
      priceMicros: present(legPricesMicros[index], "every leg has its price"),
      quote: leg.quote,
      takenBeforeNanos: leg.takenBeforeNanos,
    }),
  );
  const { resting, settings, aheadNanos } = facts;
  return {
    ruleId,
    qtyNanos,
    priceMicros,
    legs,
    resting,
    ...(seedState !== null && { settings, seedState }),
    ...(prints.length > 0 && { prints }),
    // A fill on the quotes leaves prints that were read along for the next look.
    ...(prints.length > 0 && place !== null && aheadNanos !== null && { aheadNanos, queue: place }),
  };
}
