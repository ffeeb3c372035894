/**
 * Books what trades did: their cash, profit and positions into the state, and their legs into the
 * ledger. Every event that trades, a fill as much as an exercise, books through here.
 */
import type { AccountState, Position } from "../account/account-state";
import { copyMap } from "../copy-map";
import { micros, type Nanos, nanos, sumMicros, ZERO_NANOS } from "../money";
import type { TradeResult } from "./apply-trade";
import type { Posting } from "./posting";

/** The state's cash, profit and positions after trades in distinct instruments. */
export function bookTrades(
  state: AccountState,
  results: readonly TradeResult[],
): Pick<AccountState, "cashMicros" | "realizedMicros" | "positions"> {
  const cash = sumMicros(results.map((result) => result.cashMicros));
  const realized = sumMicros(results.map((result) => result.realizedMicros));
  return {
    cashMicros: micros(state.cashMicros + cash),
    realizedMicros: micros(state.realizedMicros + realized),
    positions: withPositions(state, results),
  };
}

/** The ledger legs of a trade: cash against cost, and the difference as profit. */
export function tradePostings(result: TradeResult): readonly Posting[] {
  return [
    { account: "cash", amountMicros: result.cashMicros },
    { account: `position:${result.position.symbol}`, amountMicros: result.costMicros },
    { account: "realized_pl", amountMicros: micros(-result.realizedMicros) },
  ];
}

/** By how much each trade opened or enlarged its position; negative for a short. */
export function openedBy(
  state: AccountState,
  results: readonly TradeResult[],
): readonly { readonly symbol: string; readonly openedNanos: Nanos }[] {
  return results.map(({ position: { symbol, qtyNanos } }) => {
    const held = state.positions.get(symbol)?.qtyNanos ?? ZERO_NANOS;
    const flipped = held > 0n !== qtyNanos > 0n;
    const grown = flipped ? qtyNanos : nanos(qtyNanos - held);
    return { symbol, openedNanos: grown > 0n === qtyNanos > 0n ? grown : ZERO_NANOS };
  });
}

function withPositions(
  state: AccountState,
  results: readonly TradeResult[],
): ReadonlyMap<string, Position> {
  const positions = copyMap(state.positions);
  for (const { position } of results) {
    if (position.qtyNanos === 0n) positions.delete(position.symbol);
    else positions.set(position.symbol, position);
  }
  return positions;
}
