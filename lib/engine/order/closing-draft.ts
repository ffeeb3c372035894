/** A market order for the day that closes positions: what the engine sends when it must. */
import type { Position } from "../account/account-state";
import { greatestCommonDivisor } from "../divisor";
import { NANOS_PER_UNIT, nanos, units } from "../money";
import type { DraftLeg, OrderDraft } from "./draft";

/** One order for all of them, in ratio: its own id first, then one for each leg of several. */
export function closingDraft(
  group: readonly Pick<Position, "instrument" | "qtyNanos">[],
  [id = "", ...legIds]: readonly string[],
): OrderDraft {
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
