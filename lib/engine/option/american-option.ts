/**
 * The value of an American option with a continuous dividend yield, and its greeks: Bjerksund and
 * Stensland's 2002 approximation, puts by their transformation.
 *
 * It is the value of an exercise strategy that a holder could follow, so it lies at or below the true
 * value: by hundredths of a percent of the strike as a rule, by up to 1% deep in the money at volatilities
 * to 60%, by more at several times that over years. Discrete dividends are not modelled: spread them over
 * the year as a yield. With a rate at or below zero a put, and with a yield at
 * or below zero a call, is worth the greater of the European value and exercise now.
 *
 * Units and floats as in black-scholes.ts.
 */
import { type Greeks, greeksOf, type OptionInputs, PRICE_MIN, priceOption } from "./black-scholes";
import type { CallMarket } from "./exercise-boundaries";
import { type StrategyValue, strategyValue } from "./strategy-slopes";
import { strategyPrice } from "./strategy-value";

const PER_DAY = 1 / 365;
const PER_POINT = 1 / 100;
/** Below it the stock's path is as good as certain, and the strategy's terms lose their digits. */
const DEVIATION_MIN = 1e-6;
/** A yearly gain of less from exercising is no reason to: a cent on ten million dollars. */
const GAIN_MIN = 1e-9;

/** Values an American option in dollars per share: never below exercise now, nor below the European. */
export function priceAmerican(inputs: OptionInputs): number {
  const european = priceOption(inputs);
  const now = exerciseNow(inputs);
  if (!isEarlyExercisePossible(inputs)) return Math.max(european, now);
  if (isCertain(inputs)) return Math.max(now, priceOption(exercisedForCertain(inputs)));
  const value = strategyPrice(asCall(inputs));
  if (value === "exercise") return Math.max(european, now);
  const scale = inputs.right === "call" ? inputs.strike : inputs.spot;
  return Math.max(european, now, value === null ? 0 : value * scale);
}

export type AmericanValue = { readonly price: number; readonly greeks: Greeks };

/** Finds the greeks of an American option in the units of `Greeks`; of exercise where that is due now. */
export function americanGreeks(inputs: OptionInputs): Greeks {
  return valueAmerican(inputs).greeks;
}

/** Price and greeks in one pass, which costs little more than the price alone. */
export function valueAmerican(inputs: OptionInputs): AmericanValue {
  const european = priceOption(inputs);
  const now = exerciseNow(inputs);
  if (!isEarlyExercisePossible(inputs)) return atLeastNow(inputs, european, now);
  if (isCertain(inputs)) return { price: priceAmerican(inputs), greeks: certainGreeks(inputs) };
  const found = strategyValue(asCall(inputs), inputs.right === "call" ? "rate" : "dividendYield");
  if (found === null || found === "exercise") return atLeastNow(inputs, european, now);
  const price = found.value * (inputs.right === "call" ? inputs.strike : inputs.spot);
  if (european >= price) return atLeastNow(inputs, european, now);
  if (now >= price) return { price: now, greeks: exerciseGreeks(inputs) };
  const greeks = inputs.right === "call" ? callGreeks(inputs, found) : putGreeks(inputs, found);
  return { price, greeks };
}

/** Whether holding to expiry may be worth less than exercising before: dividends lost, or interest. */
export function isEarlyExercisePossible(inputs: Omit<OptionInputs, "volatility">): boolean {
  const gain = inputs.right === "call" ? inputs.dividendYield : inputs.rate;
  return (
    gain > GAIN_MIN && inputs.timeYears > 0 && Math.min(inputs.spot, inputs.strike) >= PRICE_MIN
  );
}

function exerciseNow({ right, spot, strike }: OptionInputs): number {
  return Math.max(0, right === "call" ? spot - strike : strike - spot);
}

function isCertain({ volatility, timeYears }: OptionInputs): boolean {
  return !(volatility * Math.sqrt(timeYears) > DEVIATION_MIN);
}

/** A put is a call on the strike, paid for with the stock: what one yields the other costs. */
function asCall(inputs: OptionInputs): CallMarket {
  const { right, spot, strike, timeYears, volatility, rate, dividendYield } = inputs;
  return right === "call"
    ? { distance: Math.log(spot / strike), volatility, timeYears, rate, dividendYield }
    : {
        distance: Math.log(strike / spot),
        volatility,
        timeYears,
        rate: dividendYield,
        dividendYield: rate,
      };
}

/** The option that expires when a stock that moves for certain is best exercised. */
function exercisedForCertain(inputs: OptionInputs): OptionInputs {
  const { spot, strike, timeYears, rate, dividendYield } = inputs;
  const certain = { ...inputs, volatility: 0 };
  if (!(rate > 0 && dividendYield > 0 && rate !== dividendYield)) return certain;
  // Where the yield on the stock equals the interest on the strike.
  const years = Math.log((rate * strike) / (dividendYield * spot)) / (rate - dividendYield);
  if (!(years > 0 && years < timeYears)) return certain;
  const sooner = { ...certain, timeYears: years };
  return priceOption(sooner) > priceOption(certain) ? sooner : certain;
}

function certainGreeks(inputs: OptionInputs): Greeks {
  const best = exercisedForCertain(inputs);
  if (exerciseNow(inputs) > priceOption(best)) return exerciseGreeks(inputs);
  const greeks = greeksOf(best);
  // A day less to expiry changes nothing for an option exercised before.
  return best.timeYears < inputs.timeYears ? { ...greeks, theta: 0 } : greeks;
}

/** Exercise now where it is worth more than the European option, else the European. */
function atLeastNow(inputs: OptionInputs, european: number, now: number): AmericanValue {
  return now > european
    ? { price: now, greeks: exerciseGreeks(inputs) }
    : { price: european, greeks: greeksOf(inputs) };
}

function exerciseGreeks({ right }: OptionInputs): Greeks {
  return { delta: right === "call" ? 1 : -1, gamma: 0, theta: 0, vega: 0, rho: 0 };
}

function callGreeks({ spot, strike }: OptionInputs, found: StrategyValue): Greeks {
  return {
    delta: (strike * found.slope) / spot,
    gamma: (strike * (found.curve - found.slope)) / (spot * spot),
    theta: -strike * found.perYear * PER_DAY,
    vega: strike * found.perVolatility * PER_POINT,
    rho: strike * found.perRate * PER_POINT,
  };
}

/** The put is the stock price times a function of strike over stock: its slope turns over. */
function putGreeks({ spot }: OptionInputs, found: StrategyValue): Greeks {
  return {
    delta: found.value - found.slope,
    gamma: (found.curve - found.slope) / spot,
    theta: -spot * found.perYear * PER_DAY,
    vega: spot * found.perVolatility * PER_POINT,
    rho: spot * found.perRate * PER_POINT,
  };
}
