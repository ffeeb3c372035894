/** Whether the account can carry an order, and how much of its excess the order holds meanwhile. */
import type { AccountState } from "../account/account-state";
import { underlyingOf } from "../instrument/instrument";
import type { MarketView } from "../market/quote";
import { type Micros, maxMicros, micros, NANOS_PER_UNIT, nanos, ZERO_MICROS } from "../money";
import type { Rejection } from "../order/rejection";
import { err, ok, type Result } from "../result";
import { isAmple } from "./ample";
import { basisNow, EQUITY_LEAST_MICROS, type Funds, fundsOf } from "./funds";
import { findLevelRejection } from "./options-level";
import { type OrderCost, orderCost } from "./order-cost";
import type { PricedOrder } from "./order-effect";
import { equityOf } from "./worth";

/** The reserve of an acceptable order, or the refusal with the numbers that failed. */
export function checkBuyingPower(
  state: AccountState,
  order: PricedOrder,
  market: MarketView,
): Result<Micros, Rejection> {
  const equityMicros = equityOf(state, market);
  const known = basisNow(state, market, equityMicros);
  const asked = known === null ? fundsOf(state, market) : { basis: known };
  const { basis } = asked;
  const priced = orderCost(state, order, { market, basis });
  if ("unpriced" in priced) return err({ code: "no_reference_price", symbol: priced.unpriced });
  const { cost, effect } = priced;
  const rejection =
    findLevelRejection(state, order) ??
    coverRejection(order, cost) ??
    equityRejection(state, cost, equityMicros);
  if (rejection !== null) return err(rejection);
  const isFree = cost.totalMicros <= 0n || (state.kind === "margin" && cost.reducesRisk);
  const isSure = isFree || (known !== null && isAmple(state, effect, { market, basis }));
  if (isSure) return ok(maxMicros(cost.totalMicros, ZERO_MICROS));
  const funds = "excessMicros" in asked ? asked : fundsOf(state, market);
  return cost.totalMicros <= funds.excessMicros
    ? ok(cost.totalMicros)
    : err(shortfall(cost, funds));
}

function shortfall(cost: OrderCost, funds: Funds): Rejection {
  if (cost.stockNotionalMicros > 0n && cost.premiumMicros === 0n) {
    return {
      code: "insufficient_buying_power",
      requiredMicros: micros(cost.stockNotionalMicros + cost.feesMicros * BigInt(funds.multiplier)),
      availableMicros: funds.buyingPowerMicros,
    };
  }
  return {
    code: "insufficient_options_buying_power",
    requiredMicros: cost.totalMicros,
    availableMicros: maxMicros(funds.excessMicros, ZERO_MICROS),
  };
}

/**
 * A cash account may not be left with a call that nothing covers, by writing it or by selling the
 * stock or the long call that covers it (engine.md §5); nor may any account under the policy `alpaca`.
 */
function coverRejection(order: PricedOrder, cost: OrderCost): Rejection | null {
  const [leg] = order.legs;
  if (cost.nakedCallsAdded <= 0 || leg === undefined) return null;
  return {
    code: "insufficient_cover",
    underlying: underlyingOf(leg.instrument),
    requiredNanos: nanos(BigInt(cost.nakedCallsAdded * 100) * NANOS_PER_UNIT),
    availableNanos: nanos(0n),
  };
}

/**
 * Selling options without cover takes an equity of $2,000; what closes is let through. Short sales of
 * stock have their own check (order/check-short.ts).
 */
function equityRejection(
  { kind }: AccountState,
  cost: OrderCost,
  equityMicros: Micros,
): Rejection | null {
  if (kind === "cash" || cost.reducesRisk || equityMicros >= EQUITY_LEAST_MICROS) return null;
  return cost.uncoveredAdded > 0
    ? { code: "minimum_equity", requiredMicros: EQUITY_LEAST_MICROS, availableMicros: equityMicros }
    : null;
}
