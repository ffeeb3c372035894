/** Market orders that close part of the positions on one underlying: its options together, then its stock. */
import type { Position } from "../account/account-state";
import { greatestCommonDivisor } from "../divisor";
import { NANOS_PER_UNIT, nanos, units } from "../money";
import type { DraftLeg, OrderDraft } from "../order/draft";

/** So many of the equal parts of some positions. */
export interface Part {
  readonly positions: readonly Position[];
  readonly closed: number;
  readonly of: number;
}

const LEGS_MAX = 4;

/** Ids that the drafts take: one each, and one for each leg of several. */
export function idsNeeded(positions: readonly Position[]): number {
  return groupsOf(positions).reduce((sum, group) => sum + 1 + group.length, 0);
}

/** The drafts, in the order they are sent. */
export function closingDrafts(
  { positions, closed, of }: Part,
  ids: readonly string[],
): readonly OrderDraft[] {
  let used = 0;
  return groupsOf(positions).map((group) => {
    const own = ids.slice(used, used + 1 + group.length);
    used += own.length;
    return draftOf(
      group.map((position) => ({
        ...position,
        qtyNanos: nanos((position.qtyNanos * BigInt(closed)) / BigInt(of)),
      })),
      own,
    );
  });
}

/** Options in orders of up to four legs, a short beside what covers it; each stock by itself. */
function groupsOf(positions: readonly Position[]): readonly (readonly Position[])[] {
  const isOption = ({ instrument }: Position) => instrument.kind === "option";
  const options = positions.filter(isOption).sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  const count = Math.ceil(options.length / LEGS_MAX);
  const groups = Array.from({ length: count }, (_, n) =>
    options.slice(n * LEGS_MAX, (n + 1) * LEGS_MAX),
  );
  return [...groups, ...positions.filter((item) => !isOption(item)).map((item) => [item])];
}

/** By right, then by strike: verticals stay together. */
function sortKey({ instrument }: Position): string {
  if (instrument.kind === "equity") return instrument.symbol;
  const strike = String(instrument.strikeMicros).padStart(15, "0");
  return `${instrument.right} ${strike} ${instrument.expiryDate}`;
}

function draftOf(group: readonly Position[], [id = "", ...legIds]: readonly string[]): OrderDraft {
  const [first] = group;
  const isSingle = group.length === 1;
  const sizes = group.map(({ qtyNanos }) => Number(qtyNanos / NANOS_PER_UNIT));
  const unit = sizes.reduce(greatestCommonDivisor, 0);
  const legs = group.map(({ instrument, qtyNanos }, index): DraftLeg => {
    const legId = isSingle ? id : (legIds[index] ?? "");
    const ratio = isSingle ? 1 : Math.abs(sizes[index] ?? 0) / unit;
    const isLong = qtyNanos > 0n;
    return {
      ...{ id: legId, clientOrderId: legId, instrument, ratio },
      side: isLong ? "sell" : "buy",
      intent: isLong ? "sell_to_close" : "buy_to_close",
    };
  });
  const size = first === undefined ? 0n : first.qtyNanos;
  return {
    ...{ id, clientOrderId: id, orderClass: isSingle ? "simple" : "mleg" },
    ...{ terms: { type: "market" }, timeInForce: "day", legs },
    qtyNanos: isSingle ? nanos(size < 0n ? -size : size) : units(unit),
  };
}
