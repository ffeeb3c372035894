/**
 * chain: implied volatility with five greeks a second, over option chains, against a single price of the
 * same contracts by the same model in the same process; for each exercise style.
 *
 * A chain as it is listed: strikes in order around one stock, expiries from today to two years, a skewed
 * smile. Quotes whose time value is under a cent say nothing of volatility and are left out.
 */
import type { OptionInputs } from "@/lib/engine/option/black-scholes";
import { OPTION_MODELS } from "@/lib/engine/option/option-model";
import { compare } from "./measure";
import { check, main, report } from "./report";

const SIZES = [100, 1_000, 10_000];
const GROUPS = 7;
/** Contracts of a slice: long enough to be measured, by the cost of the style. */
const SLICES = { european: 200_000, american: 20_000 } as const;
const SPOT = 600;
const YEARS = [0.25 / 365, 1 / 365, 7 / 365, 30 / 365, 0.25, 0.5, 1, 2];
const TIME_VALUE_MIN = 0.01;
const ERROR_MAX = 1e-4;

interface Quoted {
  readonly inputs: OptionInputs;
  readonly price: number;
}

async function run(): Promise<void> {
  for (const style of ["european", "american"] as const) {
    for (const size of SIZES) await measure(style, size);
  }
}

async function measure(style: "european" | "american", size: number): Promise<void> {
  const model = OPTION_MODELS[style];
  const chain = chainOf(style, size);
  const rounds = Math.ceil(SLICES[style] / size);
  let sum = 0;
  let failures = 0;
  let worst = 0;
  const invert = () => {
    for (let round = 0; round < rounds; round += 1) {
      for (const { inputs, price } of chain) {
        const implied = model.impliedGreeks(inputs, price);
        if (!implied.ok) failures += 1;
        else sum += implied.volatility + implied.greeks.delta + implied.greeks.gamma;
      }
    }
    return rounds * size;
  };
  const price = () => {
    for (let round = 0; round < rounds; round += 1) {
      for (const { inputs } of chain) sum += model.price(inputs);
    }
    return rounds * size;
  };
  invert();
  price();
  const result = await compare({ a: invert, b: price }, GROUPS);
  for (const quoted of chain) {
    const implied = model.impliedGreeks(quoted.inputs, quoted.price);
    const found = implied.ok ? implied.volatility : Number.NaN;
    worst = Math.max(worst, Math.abs(found - quoted.inputs.volatility));
  }
  check(failures === 0, "every quote has a volatility");
  check(worst < ERROR_MAX && Number.isFinite(sum), "it is the volatility the quote was made with");
  report({
    ...{ name: "chain", at: `${style}, ${size.toLocaleString("en-US")} contracts`, ...result },
    ...{ unit: "IV + greeks/s", peerUnit: "prices/s", lowerIsBetter: false },
    ...{ floor: 0.25, goal: 0.4 },
    checked: `every volatility found, at most ${worst.toExponential(1)} off`,
  });
}

/** Calls and puts of every strike, expiry by expiry, until there are enough with time value. */
function chainOf(style: "european" | "american", size: number): readonly Quoted[] {
  const chain: Quoted[] = [];
  const perExpiry = Math.ceil(size / YEARS.length);
  for (const timeYears of YEARS) {
    const left = Math.min(perExpiry, size - chain.length);
    chain.push(...expiry(style, timeYears, left));
  }
  check(chain.length === size, "the chain has its size");
  return chain;
}

function expiry(style: "european" | "american", timeYears: number, count: number): Quoted[] {
  const quotes: Quoted[] = [];
  const width = Math.max(0.4 * Math.sqrt(timeYears), 0.01);
  // Two rights a strike; strikes past the last with time value are passed over.
  for (let strikes = count; quotes.length < count; strikes *= 2) {
    quotes.length = 0;
    for (let index = 0; index < strikes && quotes.length < count; index += 1) {
      const away = width * ((2 * (index + 0.5)) / strikes - 1);
      for (const right of ["call", "put"] as const) {
        const inputs = contract(right, away, timeYears);
        const price = OPTION_MODELS[style].price(inputs);
        const certain = OPTION_MODELS[style].price({ ...inputs, volatility: 0 });
        if (price - certain > TIME_VALUE_MIN && quotes.length < count)
          quotes.push({ inputs, price });
      }
    }
  }
  return quotes;
}

function contract(right: "call" | "put", away: number, timeYears: number): OptionInputs {
  const skew = -away / (3 * Math.sqrt(timeYears + 0.02));
  return {
    ...{ right, spot: SPOT, strike: SPOT * Math.exp(away), timeYears },
    ...{ rate: 0.04, dividendYield: 0.012, volatility: 0.22 * Math.exp(skew) },
  };
}

main(run);
