/** The fees of a fill, each with its rate, as the last steps of its derivation. */
import { formatDollars, formatPrice } from "../decimal";
import type { OrderFilled } from "../event/event";
import { type FeeLine, findRate } from "../fees/fees-of";
import { micros, sumMicros } from "../money";

/** One sentence per fee and their sum; nothing when the fill paid none. */
export function feeSteps(fill: Pick<OrderFilled, "fees">): readonly string[] {
  if (fill.fees.length === 0) return [];
  const total = sumMicros(fill.fees.map((fee) => fee.amountMicros));
  return [...fill.fees.map(feeStep), `Fees in all: $${formatPrice(total)}`];
}

function feeStep({ name, rateId, amountMicros }: FeeLine): string {
  const amount = `${name} $${formatPrice(amountMicros)}`;
  const found = findRate(rateId);
  if (found === null) return amount;
  const { schedule, rate } = found;
  const side = schedule.sides === "sells" ? " sold" : "";
  const most =
    rate.capMicros === null ? "" : `, at most $${formatPrice(micros(rate.capMicros))} a trade`;
  return `${amount}: ${schedule.payee}, $${formatDollars(micros(rate.rateMicros))} per ${schedule.unit}${side}${most}, since ${rate.from}`;
}
