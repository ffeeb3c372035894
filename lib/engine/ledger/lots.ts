/**
 * Tax lots, first in first out, beside the average cost that positions are kept at.
 *
 * Profit in the ledger is at average cost, as Alpaca shows it; a tax report asks when each share was
 * bought and for how much. Lots follow from how positions change, whatever event changed them, so no
 * event can forget them: more of the same side is a new lot, less takes the oldest, a change of
 * quantity at the same cost (a split) scales them, a change of cost at the same quantity re-prices them.
 */
import type { Position } from "../account/account-state";
import { copyMap } from "../copy-map";
import { absNanos, type Micros, micros, type Nanos, nanos, prorate, ZERO_NANOS } from "../money";
import type { Lot, Lots } from "./lot";

type Positions = ReadonlyMap<string, Position>;

/** The lots after positions changed at an instant; the same map when none did. */
export function lotsAfter(
  lots: Lots,
  { before, after, atMs }: { before: Positions; after: Positions; atMs: number },
): Lots {
  if (before === after) return lots;
  let next: Map<string, readonly Lot[]> | null = null;
  for (const [symbol, position] of after) {
    const held = before.get(symbol);
    if (held === position) continue;
    next ??= copyMap(lots);
    next.set(symbol, changedLots(lots.get(symbol) ?? [], { held, position, atMs }));
  }
  for (const symbol of before.keys()) {
    if (after.has(symbol)) continue;
    next ??= copyMap(lots);
    next.delete(symbol);
  }
  return next ?? lots;
}

function changedLots(
  lots: readonly Lot[],
  { held, position, atMs }: { held: Position | undefined; position: Position; atMs: number },
): readonly Lot[] {
  const { qtyNanos, costMicros } = position;
  const fresh = [{ openedAtMs: atMs, qtyNanos, costMicros }];
  if (held === undefined || held.qtyNanos > 0n !== qtyNanos > 0n) return fresh;
  const grownNanos = nanos(qtyNanos - held.qtyNanos);
  const paidMicros = micros(costMicros - held.costMicros);
  if (grownNanos === 0n) return repriced(lots, paidMicros);
  if (paidMicros === 0n) return scaled(lots, qtyNanos, held.qtyNanos);
  if (grownNanos > 0n === qtyNanos > 0n) {
    return [...lots, { openedAtMs: atMs, qtyNanos: grownNanos, costMicros: paidMicros }];
  }
  return takeOldest(lots, absNanos(grownNanos)).left;
}

/** Takes a quantity from the oldest lots; a lot that is cut keeps the cost that was not taken. */
function takeOldest(
  lots: readonly Lot[],
  qtyNanos: Nanos,
): { readonly taken: readonly Lot[]; readonly left: readonly Lot[] } {
  const taken: Lot[] = [];
  let wanted: bigint = qtyNanos;
  for (const [index, lot] of lots.entries()) {
    const size = absNanos(lot.qtyNanos);
    if (size > wanted) {
      if (wanted === 0n) return { taken, left: lots.slice(index) };
      const [part, rest] = cut(lot, nanos(wanted));
      return { taken: [...taken, part], left: [rest, ...lots.slice(index + 1)] };
    }
    taken.push(lot);
    wanted -= size;
  }
  return { taken, left: [] };
}

function cut(lot: Lot, sizeNanos: Nanos): readonly [Lot, Lot] {
  const costMicros = prorate(lot.costMicros, sizeNanos, absNanos(lot.qtyNanos));
  const qtyNanos = lot.qtyNanos < 0n ? nanos(-sizeNanos) : sizeNanos;
  const rest = {
    ...lot,
    qtyNanos: nanos(lot.qtyNanos - qtyNanos),
    costMicros: micros(lot.costMicros - costMicros),
  };
  return [{ ...lot, qtyNanos, costMicros }, rest];
}

/** Scales quantities from one total to another; the youngest lot takes what rounding leaves. */
function scaled(lots: readonly Lot[], toNanos: Nanos, fromNanos: Nanos): readonly Lot[] {
  let left: bigint = toNanos;
  return lots.map((lot, index) => {
    const share = nanos((lot.qtyNanos * toNanos) / fromNanos);
    const qtyNanos = index === lots.length - 1 ? nanos(left) : share;
    left -= qtyNanos;
    return { ...lot, qtyNanos };
  });
}

/** Spreads a change of cost over the lots by quantity; the youngest takes what rounding leaves. */
function repriced(lots: readonly Lot[], paidMicros: Micros): readonly Lot[] {
  const total = lots.reduce((sum, lot) => nanos(sum + lot.qtyNanos), ZERO_NANOS);
  let left: bigint = paidMicros;
  return lots.map((lot, index) => {
    const share = index === lots.length - 1 ? left : prorate(paidMicros, lot.qtyNanos, total);
    left -= share;
    return { ...lot, costMicros: micros(lot.costMicros + share) };
  });
}

/** The lots that a change of positions closed, by symbol, oldest first: what a tax report lists. */
export function closedLots(
  lots: Lots,
  { before, after }: { before: Positions; after: Positions },
): Lots {
  const closed = new Map<string, readonly Lot[]>();
  for (const [symbol, held] of before) {
    const left = after.get(symbol);
    if (left !== undefined && left.costMicros === held.costMicros) continue; // a split closes nothing
    const closing = closedNanos(held.qtyNanos, left?.qtyNanos ?? ZERO_NANOS);
    if (closing === 0n) continue;
    closed.set(symbol, takeOldest(lots.get(symbol) ?? [], closing).taken);
  }
  return closed;
}

function closedNanos(held: Nanos, left: Nanos): Nanos {
  if (held > 0n !== left > 0n) return absNanos(held);
  const smaller = absNanos(held) - absNanos(left);
  return smaller > 0n ? nanos(smaller) : ZERO_NANOS;
}
