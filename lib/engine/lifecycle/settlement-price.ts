/** The prices that decide an expiry: market facts that come with the command. */
import type { AccountState } from "../account/account-state";
import type { Equity } from "../instrument/instrument";
import type { Micros } from "../money";

export interface SettlementPrice {
  readonly symbol: string;
  /** The close decides PM-settled series; an AM-settled index has a value of its own. */
  readonly time: "am" | "pm";
  readonly priceMicros: Micros;
  /** The stock as it is listed, where it is delivered and the account may not hold it yet. */
  readonly equity?: Equity;
}

/** Looks prices up by symbol; null for one that is missing or is no price. */
export function priceLookup(
  prices: readonly SettlementPrice[],
  time: "am" | "pm",
): (symbol: string) => Micros | null {
  const found = new Map<string, Micros>();
  for (const price of prices) {
    if (price.time === time && price.priceMicros > 0n) found.set(price.symbol, price.priceMicros);
  }
  return (symbol) => found.get(symbol) ?? null;
}

/**
 * The stock of a symbol as the account knows it, or as the facts say. A stock that nobody described
 * is taken as marginable, as every exchange-listed stock with options is (Regulation T 220.2, read
 * 2026-11-21).
 */
export function equityLookup(
  state: AccountState,
  prices: readonly SettlementPrice[],
): (symbol: string) => Equity {
  return (symbol) => {
    const held = state.positions.get(symbol)?.instrument;
    if (held?.kind === "equity") return held;
    const listed = prices.find((price) => price.symbol === symbol)?.equity;
    return listed ?? { kind: "equity", symbol, marginable: true };
  };
}
