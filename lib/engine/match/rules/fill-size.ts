/** How many units the displayed sizes give, or the leg that gives too little. */
import { touchOf } from "../../market/quote";
import { minNanos, NANOS_PER_UNIT, type Nanos, nanos } from "../../money";
import { draw } from "../profile/chance";
import { PROFILES } from "../profile/profiles";
import type { WaitReason } from "../wait-reason";
import type { FillFacts } from "./fill-facts";

/** The size of a fill on the quotes: what is displayed and not taken, in ratio over the legs. */
export function sizeOnQuotes(
  facts: FillFacts,
  seedState: number | null,
): { readonly qtyNanos: Nanos } | WaitReason {
  if (!PROFILES[facts.profile].bySize) return { qtyNanos: partOf(facts, seedState) };
  let qtyNanos = facts.remainingNanos;
  let thinnest = facts.legs[0];
  for (const leg of facts.legs) {
    const freeNanos = touchOf(leg.quote, leg.side).sizeNanos - leg.takenBeforeNanos;
    if (freeNanos <= 0n) return { code: "size_consumed", symbol: leg.instrument.symbol };
    const unitsNanos = nanos(freeNanos / BigInt(leg.ratio));
    if (unitsNanos < qtyNanos) thinnest = leg;
    qtyNanos = minNanos(qtyNanos, unitsNanos);
  }
  if (facts.multiLeg) qtyNanos = wholeUnits(qtyNanos);
  const symbol = thinnest?.instrument.symbol ?? "";
  if (facts.allOrNone && qtyNanos < facts.remainingNanos) {
    return {
      code: "size_not_whole",
      symbol,
      availableNanos: qtyNanos,
      neededNanos: facts.remainingNanos,
    };
  }
  return qtyNanos > 0n ? { qtyNanos } : { code: "size_below_unit", symbol };
}

/** All of it, or by chance a random part: what is left then is looked at as if it were new. */
function partOf(facts: FillFacts, seedState: number | null): Nanos {
  const { remainingNanos, settings, allOrNone } = facts;
  const count = Number(remainingNanos / NANOS_PER_UNIT);
  if (seedState === null || allOrNone || count < 2) return remainingNanos;
  if (draw(seedState, "split", 10_000) >= settings.partialBps) return remainingNanos;
  return nanos(BigInt(1 + draw(seedState, "part", count - 1)) * NANOS_PER_UNIT);
}

function wholeUnits(quantity: Nanos): Nanos {
  return nanos((quantity / NANOS_PER_UNIT) * NANOS_PER_UNIT);
}
