/** Whether the account can carry an order, and how much of its excess the order holds meanwhile. */
import type { AccountState } from "../account/account-state";
import { underlyingOf } from "../instrument/instrument";
import type { MarketView } from "../market/quote";
import { type Micros, maxMicros, micros, NANOS_PER_UNIT, nanos, ZERO_MICROS } from "../money";
import type { Rejection } from "../order/rejection";
import { err, ok, type Result } from "../result";
import { balancesOf } from "./balances";
import { type OrderCost, orderCost, type PricedOrder } from "./order-cost";

/** The reserve of an acceptable order, or the refusal with the numbers that failed. */
export function checkBuyingPower(
  state: AccountState,
  order: PricedOrder,
  market: MarketView,
): Result<Micros, Rejection> {
  const priced = orderCost(state, order, market);
  if ("unpriced" in priced) return err({ code: "no_reference_price", symbol: priced.unpriced });
  const { cost } = priced;
  const uncovered = state.kind === "cash" ? coverRejection(order, cost) : null;
  if (uncovered !== null) return err(uncovered);
  if (cost.totalMicros <= 0n) return ok(ZERO_MICROS);
  const balances = balancesOf(state, market);
  if (cost.totalMicros <= balances.excessMicros) return ok(cost.totalMicros);
  return err(
    cost.stockNotionalMicros > 0n
      ? {
          code: "insufficient_buying_power",
          requiredMicros: micros(
            cost.stockNotionalMicros + cost.feesMicros * BigInt(balances.multiplier),
          ),
          availableMicros: balances.buyingPowerMicros,
        }
      : {
          code: "insufficient_options_buying_power",
          requiredMicros: cost.totalMicros,
          availableMicros: maxMicros(balances.excessMicros, ZERO_MICROS),
        },
  );
}

/**
 * A cash account may not be left with a call that nothing covers, by writing it or by selling the
 * stock or the long call that covers it (engine.md §5).
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
