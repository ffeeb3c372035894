/**
 * What an order takes of the account's excess: how much more the worst subset of the working orders
 * takes with it than without it (decisions 29).
 *
 * Zero means that it frees buying power, or that what others hold already covers it: such an order
 * reserves nothing, but what it frees is not spendable until it fills.
 */
import type { AccountState } from "../account/account-state";
import { underlyingOf } from "../instrument/instrument";
import type { MarketView } from "../market/quote";
import { type Micros, micros, ZERO_MICROS } from "../money";
import { opens } from "../order/order";
import { alone, type Candidate, candidatesOn } from "./candidates";
import { hasLevels } from "./options-level";
import { type OrderEffect, orderEffect, type PricedOrder } from "./order-effect";
import { netRequirement, type RequirementLine, uncoveredContracts } from "./requirement-line";
import { requirementOf } from "./requirement-of";
import type { StockBasis } from "./stock-requirement";
import { addedCost, heldOn, nakedCallsAdded, withOptions } from "./working-orders";

export interface OrderCost {
  /** What it takes of the excess beyond what the working orders hold. */
  readonly totalMicros: Micros;
  /** What of the total are fees; none when the order frees buying power. */
  readonly feesMicros: Micros;
  /** Value of the stock it opens, before the margin percentage. */
  readonly stockNotionalMicros: Micros;
  /** Net premium paid; negative when received. */
  readonly premiumMicros: Micros;
  /** Cash it takes; negative when it brings some. */
  readonly paidMicros: Micros;
  /** Change of the option requirement if it alone fills. */
  readonly requirementChangeMicros: Micros;
  readonly requirementAfter: readonly RequirementLine[];
  /** Shorts it leaves without cover if it alone fills, beyond those that are so already. */
  readonly uncoveredAdded: number;
  /** Short calls it could leave without cover where none may be, beyond those that are so already. */
  readonly nakedCallsAdded: number;
  /** Every leg closes, and the requirement does not rise: it only lowers risk. */
  readonly reducesRisk: boolean;
}

interface PricedCost {
  readonly cost: OrderCost;
  readonly effect: OrderEffect;
}

/** The cost, or the symbol without a price when a market order has nothing to be priced from. */
export function orderCost(
  state: AccountState,
  order: PricedOrder,
  { market, basis }: { readonly market: MarketView; readonly basis: StockBasis },
): PricedCost | { readonly unpriced: string } {
  const context = { state, market, basis };
  const effect = orderEffect(context, order);
  if ("unpriced" in effect) return effect;
  const underlying = underlyingOfAll(order);
  const added = { order, effect };
  const isPlain = order.legs.every(({ instrument }) => instrument.kind === "equity");
  if (isPlain && !withOptions(state).has(underlying)) {
    return { effect, cost: costFrom(added, alone(effect), NO_OPTIONS) };
  }
  const others = candidatesOn(context, underlying);
  const held = heldOn(state, underlying);
  const before = requirementOf(held, state, market);
  const after = requirementOf([...held, ...effect.deltas], state, market);
  const total = addedCost(context, underlying, { added, others });
  const nakedAdded = mayStandNaked(state)
    ? 0
    : nakedCallsAdded(context, underlying, { added, others });
  return {
    effect,
    cost: costFrom(added, total, {
      requirementChangeMicros: micros(netRequirement(after) - netRequirement(before)),
      requirementAfter: after,
      uncoveredAdded: uncoveredContracts(after) - uncoveredContracts(before),
      nakedCallsAdded: nakedAdded,
    }),
  };
}

type OptionsPart = Pick<
  OrderCost,
  "requirementChangeMicros" | "requirementAfter" | "uncoveredAdded" | "nakedCallsAdded"
>;

/** Stock, where there are no options: nothing else bears on it. */
const NO_OPTIONS: OptionsPart = {
  requirementChangeMicros: ZERO_MICROS,
  requirementAfter: [],
  uncoveredAdded: 0,
  nakedCallsAdded: 0,
};

function underlyingOfAll({ legs: [leg] }: PricedOrder): string {
  return leg === undefined ? "" : underlyingOf(leg.instrument);
}

function costFrom({ order, effect }: Candidate, total: Micros, options: OptionsPart): OrderCost {
  return {
    totalMicros: total,
    feesMicros: total > 0n ? effect.feesMicros : ZERO_MICROS,
    stockNotionalMicros: effect.stockNotionalMicros,
    premiumMicros: effect.premiumMicros,
    paidMicros: effect.paidMicros,
    requirementChangeMicros: options.requirementChangeMicros,
    requirementAfter: options.requirementAfter,
    uncoveredAdded: options.uncoveredAdded,
    nakedCallsAdded: options.nakedCallsAdded,
    reducesRisk: isLower(order, options.requirementChangeMicros),
  };
}

/** Only a margin account without options levels may sell calls that nothing covers. */
function mayStandNaked(state: AccountState): boolean {
  return state.kind === "margin" && !hasLevels(state);
}

/** Closing stock lowers its own requirement, closing options that of the book. */
function isLower({ legs }: PricedOrder, changeMicros: Micros): boolean {
  const closes = legs.every((leg) => !opens(leg));
  const hasStock = legs.some(({ instrument }) => instrument.kind === "equity");
  return closes && (hasStock ? changeMicros <= 0n : changeMicros < 0n);
}
