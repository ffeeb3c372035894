/**
 * What an account is worth at the quotes of its feed, and what its options require: what both its
 * standing and its funds begin with.
 */
import type { AccountState } from "../account/account-state";
import { valueNowMicros } from "../account/position-figures";
import type { MarketView } from "../market/quote";
import { type Micros, micros } from "../money";
import { type Delta, heldDeltas, type StockHolding, stockOf } from "./book";
import type { RequirementLine } from "./requirement-line";
import { requirementOf } from "./requirement-of";

export interface Worth {
  readonly held: readonly Delta[];
  readonly stock: ReadonlyMap<string, StockHolding>;
  readonly longValueMicros: Micros;
  readonly shortValueMicros: Micros;
  readonly equityMicros: Micros;
  /** Cash and stock, signed: what requirements are taken of. */
  readonly ownMicros: Micros;
  /** What the options require to be opened. */
  readonly requirement: readonly RequirementLine[];
}

/** Values the positions. */
export function worthOf(state: AccountState, market: MarketView): Worth {
  const held = heldDeltas(state);
  const values = valuesOf(state, market);
  return {
    held,
    stock: stockOf(held),
    longValueMicros: values.longMicros,
    shortValueMicros: values.shortMicros,
    equityMicros: equityFrom(state, values),
    ownMicros: micros(state.cashMicros + values.stockMicros),
    requirement: requirementOf(held, state, market),
  };
}

/** The equity alone. */
export function equityOf(state: AccountState, market: MarketView): Micros {
  return equityFrom(state, valuesOf(state, market));
}

function equityFrom({ cashMicros }: AccountState, { longMicros, shortMicros }: Values): Micros {
  return micros(cashMicros + longMicros + shortMicros);
}

interface Values {
  readonly longMicros: Micros;
  readonly shortMicros: Micros;
  /** Signed. */
  readonly stockMicros: Micros;
}

function valuesOf(state: AccountState, market: MarketView): Values {
  let [long, short, stock] = [0n, 0n, 0n];
  for (const position of state.positions.values()) {
    const value = valueNowMicros(position, market);
    if (value > 0n) long += value;
    else short += value;
    if (position.instrument.kind === "equity") stock += value;
  }
  return { longMicros: micros(long), shortMicros: micros(short), stockMicros: micros(stock) };
}
