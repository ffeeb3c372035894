/**
 * Holdings converted into others by a corporate action, and the ledger legs of it. All that changes
 * is taken out before anything is put in: a split turns the 100 strike into 50 and the 50 into 25.
 *
 * What is put in joins what is already held of it. Long joining short closes against it: both sides'
 * cost of the closed part is released and realised, as when a short of the acquirer meets its shares.
 */
import type { AccountState, Position } from "../account/account-state";
import type { Instrument } from "../instrument/instrument";
import { balanced, type LedgerAccount, type Posting } from "../ledger/posting";
import { absNanos, type Micros, micros, type Nanos, nanos, prorate, ZERO_MICROS } from "../money";

/** A holding after the conversion. */
interface NewHolding {
  readonly instrument: Instrument;
  readonly qtyNanos: Nanos;
  readonly costMicros: Micros;
  /** The last price of what trades no more. */
  readonly frozenMarkMicros?: Micros;
}

export interface PositionChange {
  readonly symbol: string;
  /** What was held before. */
  readonly qtyNanos: Nanos;
  readonly costMicros: Micros;
  readonly after: readonly NewHolding[];
  /** Cash received, negative when paid. */
  readonly cashMicros: Micros;
}

export interface Conversion {
  readonly positions: ReadonlyMap<string, Position>;
  readonly cashMicros: Micros;
  readonly realizedMicros: Micros;
  readonly postings: readonly Posting[];
}

/** Applies the changes of one action to the positions it was planned on. */
export function convertHoldings(
  state: Pick<AccountState, "positions">,
  changes: readonly PositionChange[],
): Conversion {
  const positions = new Map(state.positions);
  const legs = new Map<LedgerAccount, bigint>();
  const post = (account: LedgerAccount, amount: bigint) =>
    legs.set(account, (legs.get(account) ?? 0n) + amount);
  for (const { symbol, costMicros } of changes) {
    positions.delete(symbol);
    post(`position:${symbol}`, -costMicros);
  }
  for (const holding of changes.flatMap(({ after }) => after)) {
    const { symbol } = holding.instrument;
    const before = positions.get(symbol) ?? null;
    const joined = join(before, { symbol, ...holding });
    post(`position:${symbol}`, joined.costMicros - (before?.costMicros ?? 0n));
    if (joined.qtyNanos === 0n) positions.delete(symbol);
    else positions.set(symbol, joined);
  }
  const cash = changes.reduce((sum, change) => sum + change.cashMicros, 0n);
  post("cash", cash);
  const realized = [...legs.values()].reduce((sum, amount) => sum + amount, 0n);
  post("realized_pl", -realized);
  return {
    positions,
    cashMicros: micros(cash),
    realizedMicros: micros(realized),
    postings: balanced(
      [...legs].map(([account, amount]) => ({ account, amountMicros: micros(amount) })),
    ),
  };
}

function join(before: Position | null, added: Position): Position {
  if (before === null) return added;
  const qtyNanos = nanos(before.qtyNanos + added.qtyNanos);
  if (before.qtyNanos > 0n === added.qtyNanos > 0n) {
    return { ...before, qtyNanos, costMicros: micros(before.costMicros + added.costMicros) };
  }
  const larger = absNanos(before.qtyNanos) >= absNanos(added.qtyNanos) ? before : added;
  const costMicros =
    qtyNanos === 0n ? ZERO_MICROS : prorate(larger.costMicros, qtyNanos, larger.qtyNanos);
  return { ...before, qtyNanos, costMicros };
}
