/** What being assigned on the sold legs would mean, in shares and dollars. */
import { formatPrice } from "@/lib/engine/decimal";
import { micros, NANOS_PER_UNIT } from "@/lib/engine/money";
import type { OrderDraft } from "@/lib/engine/order/draft";

/** One sentence per sold leg that opens; null when nothing is sold. */
export function obligationOf(draft: OrderDraft): string | null {
  const units = draft.qtyNanos / NANOS_PER_UNIT;
  const sentences = draft.legs.flatMap(({ instrument, side, ratio, intent }) => {
    if (instrument.kind !== "option" || side !== "sell" || intent === "sell_to_close") return [];
    const shares = units * BigInt(ratio * instrument.multiplier);
    const dollars = grouped(formatPrice(micros(instrument.strikeMicros * shares)));
    const verb = instrument.right === "put" ? "buy" : "sell";
    return [`If assigned you ${verb} ${shares} ${instrument.underlying} for $${dollars}.`];
  });
  return sentences.length === 0 ? null : sentences.join(" ");
}

function grouped(dollars: string): string {
  return dollars.replace(/\B(?=(\d{3})+\.)/g, ",");
}
