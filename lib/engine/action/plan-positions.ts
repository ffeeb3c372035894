/**
 * What a corporate action makes of the holdings it touches: new quantities with the cost carried
 * over, and cash for fractions or from a merger. Shorts are treated as longs are, with every sign
 * turned: they owe what a holder receives.
 *
 * Cost: a split carries it whole; a fraction paid in cash takes its part along and realises it; a
 * spin-off takes the share that the company states; cash of a merger with stock first returns cost
 * and only what is beyond it is profit.
 */
import type { AccountState, Position } from "../account/account-state";
import {
  type Equity,
  instrumentId,
  type OptionSeries,
  symbolsTouched,
} from "../instrument/instrument";
import { divideHalfEven, type Micros, micros, nanos, notional, ZERO_MICROS } from "../money";
import { adjustContract } from "./adjust-contract";
import type { CorporateAction, Merger, Rename, Resize, SpinOff } from "./corporate-action";
import type { PositionChange } from "./position-change";
import { countShares, exactShares, type ShareCount, wholeFactor } from "./share-count";

/** What an action needs of the market: asked for once, stored with what came of it. */
export interface ActionPrices {
  /** What a whole delivered share is paid at where only a fraction is due. */
  readonly fractionMicros: Micros | null;
  /** The part of the cost that goes with a spin-off, as a fraction. */
  readonly costShare: { readonly part: bigint; readonly whole: bigint } | null;
  /** What a delisted holding is carried at from now on. */
  readonly frozenMarkMicros: Micros | null;
}

type Planned = PositionChange | null | "no_price";

/** The changes of all holdings the action touches, in the order of their symbols. */
export function planPositions(
  state: AccountState,
  action: CorporateAction,
  prices: ActionPrices,
): readonly PositionChange[] | "no_price" {
  const touched = [...state.positions.values()]
    .filter(({ instrument }) => symbolsTouched(instrument).includes(action.symbol))
    .sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
  const changes: PositionChange[] = [];
  for (const position of touched) {
    const planned = planPosition(position, action, prices);
    if (planned === "no_price") return planned;
    if (planned !== null) changes.push(planned);
  }
  return changes;
}

function planPosition(position: Position, action: CorporateAction, prices: ActionPrices): Planned {
  const { instrument } = position;
  if (instrument.kind === "option") return contracts(position, instrument, action, prices);
  switch (action.kind) {
    case "forward_split":
    case "reverse_split":
    case "stock_dividend":
      return resized(position, action, prices);
    case "spin_off":
      return spun(position, action, prices);
    case "merger":
      return merged(position, action, prices);
    case "rename":
      return renamed(position, instrument, action);
    case "delisting":
      return frozen(position, prices);
    case "cash_dividend":
      return null;
  }
}

function contracts(
  position: Position,
  series: OptionSeries,
  action: CorporateAction,
  { fractionMicros }: ActionPrices,
): Planned {
  const adjusted = adjustContract(series, action, fractionMicros);
  if (adjusted === null || adjusted === "no_price") return adjusted;
  const qtyNanos = nanos(position.qtyNanos * BigInt(adjusted.contracts));
  const { costMicros } = position;
  return change(position, {
    after: [{ instrument: adjusted.series, qtyNanos, costMicros }],
    cashMicros: ZERO_MICROS,
  });
}

/** Fractional shares that a whole split makes are as good as those it found: only new ones go for cash. */
function resized(position: Position, action: Resize, { fractionMicros }: ActionPrices): Planned {
  const { instrument, qtyNanos, costMicros } = position;
  const exact = wholeFactor(action) === null ? null : exactShares(qtyNanos, action);
  if (exact !== null) {
    const after = [{ instrument, qtyNanos: exact, costMicros }];
    return change(position, { after, cashMicros: ZERO_MICROS });
  }
  const count = countShares(qtyNanos, action, fractionMicros);
  if (count.fractionMicros === null) return "no_price";
  const after = [{ instrument, qtyNanos: count.wholeNanos, costMicros: kept(costMicros, count) }];
  return change(position, { after, cashMicros: count.fractionMicros });
}

function spun(
  position: Position,
  action: SpinOff,
  { fractionMicros, costShare }: ActionPrices,
): Planned {
  const count = countShares(position.qtyNanos, action, fractionMicros);
  if (count.fractionMicros === null || costShare === null) return "no_price";
  const { instrument, qtyNanos } = position;
  const goes = micros(divideHalfEven(position.costMicros * costShare.part, costShare.whole));
  const costMicros = micros(position.costMicros - goes);
  return change(position, {
    after: [
      { instrument, qtyNanos, costMicros },
      { instrument: action.spun, qtyNanos: count.wholeNanos, costMicros: kept(goes, count) },
    ],
    cashMicros: count.fractionMicros,
  });
}

function merged(position: Position, action: Merger, { fractionMicros }: ActionPrices): Planned {
  const { qtyNanos, costMicros } = position;
  const cash = notional(action.cashMicros, qtyNanos, 1);
  const { acquirer } = action;
  if (acquirer === null) return change(position, { after: [], cashMicros: cash });
  const count = countShares(qtyNanos, action, fractionMicros);
  if (count.fractionMicros === null) return "no_price";
  const left = micros(costMicros - cash);
  const basis = left > 0n === qtyNanos > 0n ? left : ZERO_MICROS;
  return change(position, {
    after: [{ instrument: acquirer, qtyNanos: count.wholeNanos, costMicros: kept(basis, count) }],
    cashMicros: micros(cash + count.fractionMicros),
  });
}

function renamed(position: Position, instrument: Equity, action: Rename): PositionChange {
  const { qtyNanos, costMicros } = position;
  const after = { ...action.renamed, id: instrumentId(instrument) };
  return change(position, {
    after: [{ instrument: after, qtyNanos, costMicros }],
    cashMicros: ZERO_MICROS,
  });
}

function frozen(position: Position, { frozenMarkMicros }: ActionPrices): PositionChange {
  const { instrument, qtyNanos, costMicros } = position;
  const mark = frozenMarkMicros === null ? {} : { frozenMarkMicros };
  return change(position, {
    after: [{ instrument, qtyNanos, costMicros, ...mark }],
    cashMicros: ZERO_MICROS,
  });
}

/** The cost that stays with the whole shares: all of it but the fraction's part. */
function kept(costMicros: Micros, { fraction: { part, whole } }: ShareCount): Micros {
  if (part === 0n) return costMicros;
  return micros(costMicros - divideHalfEven(costMicros * part, whole));
}

function change(
  position: Position,
  { after, cashMicros }: Pick<PositionChange, "after" | "cashMicros">,
): PositionChange {
  return {
    symbol: position.symbol,
    qtyNanos: position.qtyNanos,
    costMicros: position.costMicros,
    after: after.filter(({ qtyNanos }) => qtyNanos !== 0n),
    cashMicros,
  };
}
