/**
 * Decides a fill again from its own record alone, under the rules of the version it was decided by:
 * quotes, prints, what had been taken of them, the limit, what was left, chance and the fees. The
 * same numbers must come out (invariant 6), so a record that was altered, or a rule that changed
 * without a new version, shows.
 */
import type { FillLeg, OrderFilled } from "../event/event";
import { feesOfLegs } from "../fees/fees-of";
import { auctionSize } from "../match/find-auction-fill";
import { DEFAULT_SETTINGS } from "../match/profile/fill-settings";
import { reaches } from "../match/profile/profile-rule";
import type { FillDecision, FillFacts } from "../match/rules/fill-facts";
import { FILL_RULES, type RulesByVersion } from "../match/rules/rules-by-version";
import { ZERO_MICROS } from "../money";
import { err, ok, type Result } from "../result";

/** What a record leads to; refused when nobody knows the rules it names. */
export function recomputeFill(
  fill: OrderFilled,
  rules: RulesByVersion = FILL_RULES,
): Result<FillDecision, { readonly code: "unknown_rules"; readonly rules: number }> {
  const decide = rules[fill.rules];
  if (decide === undefined) return err({ code: "unknown_rules", rules: fill.rules });
  return ok(decide(factsOf(fill)));
}

/** Whether recomputing gives what is stored. */
export function isReproducible(fill: OrderFilled, rules: RulesByVersion = FILL_RULES): boolean {
  if (!isWellFormed(fill)) return false;
  if (fill.auctionPrint !== undefined) return feesAreReproducible(fill) && isAtAuction(fill);
  const again = recomputeFill(fill, rules);
  if (!again.ok || again.value.kind !== "fill") return false;
  const decided = again.value;
  return (
    decided.ruleId === fill.ruleId &&
    decided.qtyNanos === fill.qtyNanos &&
    decided.priceMicros === fill.priceMicros &&
    fill.legs.every((leg, index) => leg.priceMicros === decided.legPricesMicros[index]) &&
    (decided.seedState ?? undefined) === fill.seedState &&
    sharesAreReproducible(fill, decided) &&
    feesAreReproducible(fill)
  );
}

/** The facts a fill was decided from, as its record tells them. */
function factsOf(fill: OrderFilled): FillFacts {
  return {
    orderId: fill.orderId,
    fillNumber: fill.fillNumber,
    profile: fill.profile,
    settings: fill.settings ?? DEFAULT_SETTINGS,
    multiLeg: fill.ruleId === "mleg_at_quotes",
    limitMicros: fill.limitMicros,
    // Fills from before it was kept: only these two rules were for resting limits.
    resting: fill.resting ?? (fill.ruleId === "limit_resting" || fill.ruleId === "limit_after_gap"),
    // Only an order of all or nothing is not cut by chance; one that was cut leaves something.
    allOrNone: fill.remainingAfterNanos === 0n,
    remainingNanos: fill.remainingBeforeNanos,
    legs: fill.legs.map((leg) => ({ ...leg, ratio: ratioOf(fill, leg) })),
    prints: fill.prints ?? [],
    aheadNanos: fill.aheadNanos ?? null,
  };
}

/** An auction has one price, and nobody trades in it beyond a limit. */
function isAtAuction(fill: OrderFilled): boolean {
  const { auctionPrint, priceMicros, limitMicros, legs, ruleId, remainingBeforeNanos } = fill;
  const printed = auctionPrint?.kind === "official" ? auctionPrint.auction : auctionPrint?.trade;
  const [leg] = legs;
  if (leg === undefined || printed === undefined || auctionPrint === undefined) return false;
  if (ruleId !== "auction_print") return false;
  const limit = limitMicros === null ? null : { side: leg.side, limitMicros };
  return (
    auctionSize(auctionPrint, remainingBeforeNanos) === fill.qtyNanos &&
    printed.priceMicros === priceMicros &&
    leg.priceMicros === priceMicros &&
    (limit === null || reaches(limit, priceMicros, ZERO_MICROS))
  );
}

function isWellFormed({ qtyNanos, remainingBeforeNanos, remainingAfterNanos, legs }: OrderFilled) {
  const isInRatio = legs.every(
    (leg) => qtyNanos > 0n && leg.qtyNanos >= qtyNanos && leg.qtyNanos % qtyNanos === 0n,
  );
  return isInRatio && remainingBeforeNanos - qtyNanos === remainingAfterNanos;
}

function sharesAreReproducible(
  { prints = [] }: OrderFilled,
  decided: Extract<FillDecision, { kind: "fill" }>,
): boolean {
  return (
    decided.prints.length === prints.length &&
    decided.prints.every(({ takenNanos }, index) => takenNanos === prints[index]?.takenNanos)
  );
}

function feesAreReproducible({ legs, fees, feeSetting = "none", atMs }: OrderFilled): boolean {
  const chargedAt = fees.map(({ rateId }) => rateId);
  const again = feesOfLegs(legs, { setting: feeSetting, atMs, chargedAt });
  return (
    again.length === fees.length &&
    again.every(
      (line, index) =>
        line.rateId === fees[index]?.rateId && line.amountMicros === fees[index]?.amountMicros,
    )
  );
}

/** Contracts of the leg per unit of the order, as the fill itself shows. */
export function ratioOf(fill: OrderFilled, leg: FillLeg): number {
  return Number(leg.qtyNanos / fill.qtyNanos);
}
