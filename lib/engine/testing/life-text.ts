/** What happened to options other than by trades, in the words of a story's last column. */
import { formatPrice, formatQuantity } from "../decimal";
import type { AccountEvent } from "../event/event";
import type { Delivered } from "../event/option-event";
import type { OptionSeries } from "../instrument/instrument";
import { absMicros } from "../money";
import type { Step } from "./trader";

/** "assigned 1 SPY-600P bought 100 SPY for 60000.00; expired 1 SPY-595P worthless". */
export function lifeText(steps: readonly Step[]): string {
  return steps
    .map(({ event }) => eventText(event))
    .filter((text) => text !== "")
    .join("; ");
}

function eventText(event: AccountEvent): string {
  switch (event.type) {
    case "option_exercised":
      return `exercised ${sizeText(event)}${deliveredText(event)}`;
    case "option_assigned": {
      const why = event.reason === "expiry" ? "" : ` overnight ${event.reason}`;
      return `assigned ${sizeText(event)}${why}${deliveredText(event)}`;
    }
    case "option_expired":
      return `expired ${sizeText(event)} ${event.reason}`;
    case "option_expiry_held":
      return `held ${event.symbol} without ${event.missing.join(" ")}`;
    case "do_not_exercise_instructed":
      return "noted";
    case "interest_accrued":
      return `${event.days} days ${formatPrice(event.interestMicros)}`;
    case "interest_posted":
      return `posted ${formatPrice(event.interestMicros)}`;
    case "snapshot_taken": {
      const { equityMicros, dayProfitMicros } = event.snapshot;
      return `equity ${formatPrice(equityMicros)} day ${formatPrice(dayProfitMicros)}`;
    }
    case "epoch_closed":
      return `epoch ${event.epoch} ended at ${formatPrice(event.cashMicros)} after ${event.totals.fills} fills`;
    default:
      return "";
  }
}

function sizeText({ series, qtyNanos }: { series: OptionSeries; qtyNanos: bigint }): string {
  return `${formatQuantity(qtyNanos as Parameters<typeof formatQuantity>[0])} ${shortName(series)}`;
}

function shortName({ symbol, strikeMicros, right }: OptionSeries): string {
  const root = symbol.slice(0, -15);
  return `${root}-${formatPrice(strikeMicros).replace(/\.00$/, "")}${right === "call" ? "C" : "P"}`;
}

function deliveredText({ stock, cashMicros }: Delivered): string {
  const trades = stock.map(({ side, qtyNanos, instrument, amountMicros }) => {
    const verb = side === "buy" ? "bought" : "sold";
    return ` ${verb} ${formatQuantity(qtyNanos)} ${instrument.symbol} for ${formatPrice(amountMicros)}`;
  });
  const verb = cashMicros > 0n ? "received" : "paid";
  const cash = cashMicros === 0n ? "" : ` ${verb} ${formatPrice(absMicros(cashMicros))}`;
  return `${trades.join("")}${cash}`;
}
