/** The model of each exercise style: Black-Scholes-Merton, and Bjerksund-Stensland 2002. */
import { americanImpliedGreeks, americanImpliedVolatility } from "./american-implied-volatility";
import { americanGreeks, priceAmerican } from "./american-option";
import {
  type Greeks,
  greeksOf,
  type OptionInputs,
  type OptionTerms,
  priceOption,
} from "./black-scholes";
import {
  type ImpliedGreeks,
  type ImpliedVolatility,
  impliedGreeks,
  impliedVolatility,
} from "./implied-volatility";

export type OptionModel = {
  /** Dollars per share. */
  readonly price: (inputs: OptionInputs) => number;
  readonly greeks: (inputs: OptionInputs) => Greeks;
  /** The yearly volatility of a price in dollars per share, or the reason there is none. */
  readonly impliedVolatility: (terms: OptionTerms, price: number) => ImpliedVolatility;
  /** The same with the greeks there, in one pass. */
  readonly impliedGreeks: (terms: OptionTerms, price: number) => ImpliedGreeks;
};

export const OPTION_MODELS: Readonly<Record<"european" | "american", OptionModel>> = {
  european: { price: priceOption, greeks: greeksOf, impliedVolatility, impliedGreeks },
  american: {
    price: priceAmerican,
    greeks: americanGreeks,
    impliedVolatility: americanImpliedVolatility,
    impliedGreeks: americanImpliedGreeks,
  },
};
