/**
 * What the working orders hold: the requirement of the book with the worst subset of them filled
 * (decisions 29). Any of them may fill and any may not, so a long that one would buy covers nothing
 * yet, and one that another would sell is not counted on.
 *
 * Only orders on one underlying bear on each other's requirement, so the worst is found per underlying:
 * exactly up to `EXACT_ORDERS_MAX` of them, by trying every subset. Beyond, a bound that no subset can
 * exceed: every cost is paid, every cover that is for sale is gone, and every option sold is held by
 * its own order alone, or by itself where another order sells what covers it. Removing covers never lowers a
 * requirement, and a pairing of two books side by side is a pairing of both.
 */
import type { AccountState } from "../account/account-state";
import { underlyingOf } from "../instrument/instrument";
import { type Micros, maxMicros, micros, nanos, sumMicros, ZERO_MICROS } from "../money";
import { exposedOrders } from "../order/group";
import { type Order, opens } from "../order/order";
import { orderMap } from "../order/order-map";
import type { Delta } from "./book";
import {
  alone,
  type Candidate,
  candidatesOf,
  effectOfWorking,
  type WorkingContext,
} from "./candidates";
import { deltasOf, type PricedOrder } from "./order-effect";
import { nakedCallsOf, netRequirement } from "./requirement-line";
import { requirementOf } from "./requirement-of";

/** Sixteen books an underlying; a ladder of more orders takes the bound. */
const EXACT_ORDERS_MAX = 4;

/** What all working orders of an account hold. */
export function worstOfWorking(context: WorkingContext): Micros {
  const orders = exposedOrders(context.state);
  const optioned = withOptions(context.state);
  let total = 0n;
  const together: Order[] = [];
  for (const order of orders) {
    const [leg] = order.legs;
    if (leg === undefined) continue;
    if (optioned.has(underlyingOf(leg.instrument))) together.push(order);
    else total += alone(effectOfWorking(context, order));
  }
  if (together.length === 0) return micros(total);
  for (const [underlying, candidates] of candidatesOf(context, together)) {
    total += worstCost(context, underlying, candidates);
  }
  return micros(total);
}

const NONE: ReadonlySet<string> = new Set();

/** The underlyings on which options are held or ordered: orders on any other do not bear on each other. */
export function withOptions({ positions, orders }: AccountState): ReadonlySet<string> {
  let found: Set<string> | null = null;
  for (const { instrument } of positions.values()) {
    if (instrument.kind === "option") found = (found ?? new Set()).add(instrument.underlying);
  }
  for (const { legs } of orderMap(orders).withOptions()) {
    for (const { instrument } of legs) {
      if (instrument.kind === "option") found = (found ?? new Set()).add(instrument.underlying);
    }
  }
  return found ?? NONE;
}

/** The most that any subset of the candidates on one underlying would take of the excess; zero or more. */
function worstCost(
  context: WorkingContext,
  underlying: string,
  candidates: readonly Candidate[],
): Micros {
  const held = heldOn(context.state, underlying);
  if (!hasOptions(held, candidates))
    return sumMicros(candidates.map(({ effect }) => alone(effect)));
  if (candidates.length > EXACT_ORDERS_MAX) return boundedCost(context, held, candidates);
  return worstOf(context, held, subsetsOf(candidates));
}

/** How much more the worst subset takes once a candidate has joined the others. */
export function addedCost(
  context: WorkingContext,
  underlying: string,
  { added, others }: { readonly added: Candidate; readonly others: readonly Candidate[] },
): Micros {
  const held = heldOn(context.state, underlying);
  const all = [...others, added];
  if (!hasOptions(held, all)) return alone(added.effect);
  const without = worstCost(context, underlying, others);
  if (others.length >= EXACT_ORDERS_MAX) {
    return micros(worstCost(context, underlying, all) - without);
  }
  const withIt = subsetsOf(others).map((filled) => [...filled, added]);
  const worst = worstOf(context, held, withIt);
  return worst > without ? micros(worst - without) : ZERO_MICROS;
}

function worstOf(
  context: WorkingContext,
  held: readonly Delta[],
  subsets: readonly (readonly Candidate[])[],
): Micros {
  const before = required(context, held);
  let worst: bigint = 0n;
  for (const filled of subsets) {
    if (filled.length === 0) continue;
    const deltas = filled.flatMap(({ effect }) => effect.deltas);
    const cost = sumMicros(filled.map(({ effect }) => effect.costMicros));
    const taken = cost + required(context, [...held, ...deltas]) - before;
    if (taken <= 0n) continue;
    const withFees = taken + sumMicros(filled.map(({ effect }) => effect.feesMicros));
    if (withFees > worst) worst = withFees;
  }
  return micros(worst);
}

/** Calls that an order would leave without cover in some subset of the others, beyond those that are so already. */
export function nakedCallsAdded(
  { state, market }: WorkingContext,
  underlying: string,
  { added, others }: { readonly added: Candidate; readonly others: readonly Candidate[] },
): number {
  const held = heldOn(state, underlying);
  const naked = (deltas: readonly Delta[]) =>
    nakedCallsOf(requirementOf([...held, ...deltas], state, market));
  const isExact = others.length <= EXACT_ORDERS_MAX;
  // Beyond, everything that is for sale is sold and nothing is bought.
  const tried = isExact
    ? subsetsOf(others).map((filled) => filled.flatMap(({ effect }) => effect.deltas))
    : [others.flatMap(({ effect }) => effect.deltas).filter(({ qtyNanos }) => qtyNanos < 0n)];
  let most = 0;
  for (const deltas of tried) {
    const more = naked([...deltas, ...added.effect.deltas]) - naked(deltas);
    if (more > most) most = more;
  }
  return most;
}

/** The positions on an underlying, its stock included. */
export function heldOn(state: AccountState, underlying: string): readonly Delta[] {
  const held: Delta[] = [];
  for (const position of state.positions.values()) {
    if (underlyingOf(position.instrument) === underlying) held.push(position);
  }
  return held;
}

function hasOptions(held: readonly Delta[], candidates: readonly Candidate[]): boolean {
  const isOption = ({ instrument }: Delta) => instrument.kind === "option";
  return held.some(isOption) || candidates.some(({ effect }) => effect.deltas.some(isOption));
}

/**
 * A cash account holds strikes and widths, which need no quote: without any, what it holds does not
 * follow the market either.
 */
function required({ state, market }: WorkingContext, deltas: readonly Delta[]): Micros {
  const view = state.kind === "cash" ? { nowMs: market.nowMs, quoteOf: noQuote } : market;
  return netRequirement(requirementOf(deltas, state, view));
}

const noQuote = () => null;

function subsetsOf(candidates: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const subsets: (readonly Candidate[])[] = [[]];
  for (const candidate of candidates) {
    subsets.push(...subsets.map((subset) => [...subset, candidate]));
  }
  return subsets;
}

/** See the head of this file: no subset takes more. */
function boundedCost(
  context: WorkingContext,
  held: readonly Delta[],
  candidates: readonly Candidate[],
): Micros {
  const costs = candidates.map(({ effect }) =>
    micros(maxMicros(effect.costMicros, ZERO_MICROS) + effect.feesMicros),
  );
  const left = withoutCoversForSale(held, candidates);
  const opened = candidates.map(({ order }) => openedAlone(context, order, candidates));
  const change = required(context, left) - required(context, held);
  return micros(sumMicros(costs) + change + sumMicros(opened));
}

/** The positions less every long that some order sells, whatever it was meant for when it was sent. */
function withoutCoversForSale(
  held: readonly Delta[],
  candidates: readonly Candidate[],
): readonly Delta[] {
  const sold = new Map<string, bigint>();
  for (const { instrument, qtyNanos } of candidates.flatMap(({ effect }) => effect.deltas)) {
    if (qtyNanos >= 0n) continue;
    sold.set(instrument.symbol, (sold.get(instrument.symbol) ?? 0n) + qtyNanos);
  }
  return held.map((delta) => {
    const left = delta.qtyNanos + (sold.get(delta.instrument.symbol) ?? 0n);
    const isLong = delta.qtyNanos > 0n;
    return isLong ? { ...delta, qtyNanos: nanos(left > 0n ? left : 0n) } : delta;
  });
}

/** The requirement of what an order opens: by itself, or each short alone when another order sells its cover. */
function openedAlone(
  context: WorkingContext,
  order: PricedOrder,
  candidates: readonly Candidate[],
): Micros {
  const opened = deltasOf(order).filter((_, leg) => opens(order.legs[leg] ?? NO_LEG));
  const isSold = (long: Delta) =>
    candidates.some(({ effect }) =>
      effect.deltas.some(
        ({ instrument, qtyNanos }) => qtyNanos < 0n && instrument.symbol === long.instrument.symbol,
      ),
    );
  if (!opened.some((delta) => delta.qtyNanos > 0n && isSold(delta))) {
    return maxMicros(required(context, opened), ZERO_MICROS);
  }
  const shorts = opened.filter(({ qtyNanos }) => qtyNanos < 0n);
  return sumMicros(shorts.map((short) => required(context, [short])));
}

const NO_LEG = { intent: "buy_to_close" } as const;
