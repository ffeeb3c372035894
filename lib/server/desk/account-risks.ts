/** Which positions of an account want watching, each with its reasons in words. */
import { newYorkOf } from "@/lib/engine/calendar/new-york";
import { formatPrice } from "@/lib/engine/decimal";
import { dayName, instrumentName } from "@/lib/engine/explain/instrument-name";
import { type MarketView, markMicros } from "@/lib/engine/market/quote";
import {
  type HeldOption,
  type PositionRisk,
  risksOf,
  type UnderlyingNow,
} from "@/lib/engine/strategy/position-risks";
import type { RiskView } from "@/lib/wire/raxx/home";
import type { AccountReading } from "../accounts/read-account";
import type { Caller, Deps } from "../deps";
import { groupId, strategyGroups } from "./strategy-groups";
import { nextDividend } from "./underlying-events";
import { underlyingFacts } from "./underlying-facts";

export interface AccountRisks {
  readonly atRisk: readonly RiskView[];
  readonly knowsEarnings: boolean;
}

/** The groups with a reason to be watched. */
export async function accountRisks(
  deps: Deps,
  caller: Caller,
  { state, market }: AccountReading,
): Promise<AccountRisks> {
  const groups = strategyGroups(state);
  const underlyings = [...new Set(groups.map(({ underlying }) => underlying))];
  const known = await Promise.all(
    underlyings.map((symbol) => underlyingFacts(deps, caller, symbol)),
  );
  const earnings = new Map(
    underlyings.map((symbol, index) => [symbol, known[index]?.nextEarnings?.date ?? null]),
  );
  const atRisk = groups.flatMap((group): RiskView[] => {
    const { underlying, name, legs } = group;
    const now = nowOf(underlying, earnings.get(underlying) ?? null, market);
    const risks = legs.flatMap(({ instrument, qtyNanos }) => {
      if (instrument.kind !== "option") return [];
      const held: HeldOption = {
        series: instrument,
        isShort: qtyNanos < 0n,
        markMicros: markMicros(market, instrument.symbol),
      };
      return risksOf(held, now);
    });
    const reasons = [...new Set(risks.map(sentenceOf))];
    if (reasons.length === 0) return [];
    return [{ id: groupId(group), title: `${underlying} ${name}`, underlying, reasons }];
  });
  return { atRisk, knowsEarnings: known.every((facts) => facts !== null) };
}

function nowOf(symbol: string, earningsDate: string | null, market: MarketView): UnderlyingNow {
  return {
    today: newYorkOf(market.nowMs).date,
    markMicros: markMicros(market, symbol),
    dividend: nextDividend(market, symbol),
    earningsDate,
  };
}

function sentenceOf(risk: PositionRisk): string {
  switch (risk.kind) {
    case "in_the_money": {
      const { right, multiplier, underlying } = risk.series;
      const duty = `${right === "put" ? "buy" : "sell"} ${multiplier} ${underlying} each`;
      return `${instrumentName(risk.series)} is in the money by ${formatPrice(risk.byMicros)}: assigned, you ${duty}.`;
    }
    case "early_exercise": {
      const ending = risk.isLikely
        ? "early exercise the day before is likely: the dividend is more than the call's time value."
        : "it may be exercised the day before.";
      return `${instrumentName(risk.series)}: ex-dividend ${dayName(risk.exDate)}, ${ending}`;
    }
    case "earnings":
      return `Earnings ${dayName(risk.date)}, before the options expire.`;
  }
}
