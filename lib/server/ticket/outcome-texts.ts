/** What an order can come to, as the ticket shows it: exact at one expiry, by model where it has two. */
import { formatDollars, formatPrice } from "@/lib/engine/decimal";
import type { Outcomes } from "@/lib/engine/margin/outcomes";
import type { Micros } from "@/lib/engine/money";
import { scenarioOutcomes } from "@/lib/engine/option/scenario-outcomes";
import type { PreviewView } from "@/lib/wire/raxx/preview";
import { dollars, fixed } from "../desk/option-numbers";
import { openingScenario } from "./order-scenario";
import { probabilityOfProfit } from "./probability";
import type { ReadOrder } from "./read-order";

type OutcomeTexts = Pick<
  PreviewView,
  "maxProfit" | "maxLoss" | "breakevens" | "probabilityOfProfit"
>;

const UNKNOWN: OutcomeTexts = {
  maxProfit: null,
  maxLoss: null,
  breakevens: [],
  probabilityOfProfit: null,
};

/**
 * At the first expiry, volatility shifted by some points, which only what expires later feels. Nothing for
 * what closes, and while a leg is not priced.
 */
export function expiryOutcomes(read: ReadOrder, shift: number): OutcomeTexts {
  const exact = read.outcomes?.atExpiry ?? null;
  return exact === null ? byModel(read, shift) : atExpiry(read, exact);
}

function atExpiry({ draft, market }: ReadOrder, outcomes: Outcomes): OutcomeTexts {
  const text = (amount: Micros | "unlimited") =>
    amount === "unlimited" ? amount : formatDollars(amount);
  const corners = outcomes.corners.map(({ priceMicros, profitMicros }) => ({
    price: dollars(priceMicros),
    profit: dollars(profitMicros),
  }));
  return {
    maxProfit: text(outcomes.maxProfitMicros),
    maxLoss: text(outcomes.maxLossMicros),
    breakevens: outcomes.breakevensMicros.map(formatPrice),
    probabilityOfProfit: probabilityOfProfit(draft, corners, market),
  };
}

function byModel(read: ReadOrder, shift: number): OutcomeTexts {
  const found = openingScenario(read);
  if (found === null || found.firstExpiryMs === null) return UNKNOWN;
  const { scenario, spot, firstExpiryMs } = found;
  const outcomes = scenarioOutcomes(scenario, spot, { atMs: firstExpiryMs, shift });
  const text = (amount: number | "unlimited") =>
    amount === "unlimited" ? amount : fixed(amount, 2);
  return {
    maxProfit: text(outcomes.maxProfit),
    maxLoss: text(outcomes.maxLoss),
    breakevens: outcomes.breakevens.map((price) => fixed(price, 2)),
    probabilityOfProfit: probabilityOfProfit(read.draft, outcomes.points, read.market),
  };
}
