/**
 * Finds the volatility at which the Black-Scholes value equals a market price.
 *
 * Newton's step inside a bracket that always holds the root: where vega vanishes the step leaves the
 * bracket and bisection takes over, so the search ends. A price no volatility explains is a reason,
 * not a number: a chain shows "—" there. Floats on purpose, as in black-scholes.ts.
 */
import { greeksOf, type OptionTerms, priceOption } from "./black-scholes";

export type ImpliedVolatility =
  | { readonly ok: true; readonly volatility: number }
  | { readonly ok: false; readonly reason: ImpliedVolatilityReason };

type ImpliedVolatilityReason =
  | "invalid_input"
  | "expired"
  | "below_intrinsic"
  | "no_time_value"
  | "above_maximum";

const VOLATILITY_MAX = 10;
const STEPS_MAX = 100;
/** Relative to the strike: below it a price carries no information about volatility in doubles. */
const TIME_VALUE_MIN = 1e-12;
const VOLATILITY_TOLERANCE = 1e-10;

function refusal(terms: OptionTerms, price: number): ImpliedVolatilityReason | null {
  const { spot, strike, timeYears, rate, dividendYield } = terms;
  const areNumbers = [price, spot, strike, timeYears, rate, dividendYield].every(Number.isFinite);
  if (!areNumbers || spot <= 0 || strike <= 0 || price < 0) return "invalid_input";
  if (timeYears <= 0) return "expired";
  const timeValue = price - priceOption({ ...terms, volatility: 0 });
  if (timeValue < -TIME_VALUE_MIN * strike) return "below_intrinsic";
  if (timeValue <= TIME_VALUE_MIN * strike) return "no_time_value";
  return price > priceOption({ ...terms, volatility: VOLATILITY_MAX }) ? "above_maximum" : null;
}

/** Solves for the yearly volatility (0 to 10) of a price in dollars per share, or says why there is none. */
export function impliedVolatility(terms: OptionTerms, price: number): ImpliedVolatility {
  const reason = refusal(terms, price);
  if (reason !== null) return { ok: false, reason };
  let low = 0;
  let high = VOLATILITY_MAX;
  // Source: Manaster and Koehler, Journal of Finance 37 (1982): from the inflection point Newton converges.
  const distance =
    Math.log(terms.spot / terms.strike) + (terms.rate - terms.dividendYield) * terms.timeYears;
  let volatility = Math.min(Math.sqrt((2 * Math.abs(distance)) / terms.timeYears) || 0.2, high / 2);
  for (let step = 0; step < STEPS_MAX && high - low > VOLATILITY_TOLERANCE; step += 1) {
    const inputs = { ...terms, volatility };
    const miss = priceOption(inputs) - price;
    if (miss === 0) break;
    if (miss > 0) high = volatility;
    else low = volatility;
    const newton = volatility - miss / (greeksOf(inputs).vega * 100);
    if (Math.abs(newton - volatility) < VOLATILITY_TOLERANCE) break;
    volatility = newton > low && newton < high ? newton : (low + high) / 2;
  }
  return { ok: true, volatility };
}
