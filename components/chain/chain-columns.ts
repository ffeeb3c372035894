/** The columns of a chain beside bid, ask and strike: what they are called, mean and show. */
import {
  formatGreek,
  formatMoney,
  formatPercent,
  formatPrice,
  formatQuantity,
  UNKNOWN,
  withoutCents,
} from "@/lib/client/format";
import type { ChainSideView } from "@/lib/wire/raxx/chain";

export interface Column {
  readonly id: string;
  /** Above the column. */
  readonly head: string;
  /** In the column picker and to screen readers. */
  readonly name: string;
  /** What the number is, where its name does not say it. */
  readonly about?: string;
  readonly rem: number;
  readonly text: (side: ChainSideView) => string;
}

export const QUOTE_COLUMNS: readonly Column[] = [
  { id: "delta", head: "Δ", name: "Delta", rem: 2.7, text: (side) => formatGreek(side.delta) },
  {
    id: "volatility",
    head: "IV",
    name: "Implied volatility",
    rem: 3.1,
    text: (side) => formatPercent(side.impliedVolatility),
  },
  { id: "mark", head: "Mark", name: "Mark", rem: 3.4, text: (side) => formatPrice(side.mark) },
  {
    id: "interest",
    head: "OI",
    name: "Open interest",
    about: "Contracts open at the last close",
    rem: 3.4,
    text: (side) => formatQuantity(side.openInterest),
  },
  {
    id: "volume",
    head: "Vol",
    name: "Volume",
    about: "Contracts traded today",
    rem: 3.2,
    text: (side) => formatQuantity(side.volume),
  },
  {
    id: "gamma",
    head: "Γ",
    name: "Gamma",
    rem: 3,
    text: ({ gamma }) => gamma?.replace("-", "\u2212") ?? UNKNOWN,
  },
  {
    id: "theta",
    head: "Θ",
    name: "Theta",
    about: "Dollars a share by one day",
    rem: 3,
    text: (side) => formatGreek(side.theta),
  },
  {
    id: "vega",
    head: "ν",
    name: "Vega",
    about: "Dollars a share by one point of volatility",
    rem: 2.8,
    text: (side) => formatGreek(side.vega),
  },
];

const INCOME_COLUMNS: readonly Column[] = [
  {
    id: "premium",
    head: "Premium",
    name: "Premium",
    about: "What one contract brings, sold at its bid",
    rem: 3.6,
    text: ({ income }) => withoutCents(formatMoney(income?.premium ?? null)),
  },
  {
    id: "return",
    head: "Return",
    name: "Return on risk",
    about: "Of the cash a put binds, of the shares a call is sold on, less the premium",
    rem: 3,
    text: ({ income }) => formatPercent(income?.returnOnRisk ?? null),
  },
  {
    id: "annualised",
    head: "Yearly",
    name: "Annualised return",
    about: "The return × 365 ÷ days to expiry: simple, not compounded, not a forecast",
    rem: 3.1,
    text: ({ income }) => formatPercent(income?.annualised ?? null),
  },
  {
    id: "chance",
    head: "POP",
    name: "Chance of profit",
    about: "That the sale alone makes a profit at expiry, by the lognormal model",
    rem: 2.6,
    text: ({ income }) => (income?.chanceOfProfit ? `~${income.chanceOfProfit}%` : UNKNOWN),
  },
  {
    id: "distance",
    head: "Away",
    name: "Distance",
    about: "From the stock to the strike",
    rem: 3,
    text: ({ income }) => formatPercent(income?.distance ?? null, true),
  },
];

export type ChainMode = "quotes" | "income";

/** Without a choice of the trader's: what fits beside the chart, and what fits the whole width. */
const USUAL = {
  narrow: ["delta", "volatility"],
  wide: ["mark", "delta", "volatility", "interest"],
} as const;

/** The columns to show, in their own order. */
export function columnsShown(
  mode: ChainMode,
  chosen: readonly string[] | null,
  isWide: boolean,
): readonly Column[] {
  if (mode === "income") return INCOME_COLUMNS;
  const ids: readonly string[] = chosen ?? USUAL[isWide ? "wide" : "narrow"];
  return QUOTE_COLUMNS.filter(({ id }) => ids.includes(id));
}
