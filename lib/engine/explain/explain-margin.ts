/** A margin call and what followed from it, in words and numbers. */
import { formatPrice } from "../decimal";
import type { MarginCalled, MarginCallMet, MarginLiquidated } from "../event/margin-events";
import { micros } from "../money";
import { clockTime } from "./fill-words";

/** One or two sentences. */
export function explainMargin(event: MarginCalled | MarginCallMet | MarginLiquidated): string {
  switch (event.type) {
    case "margin_called": {
      const short = formatPrice(micros(event.maintenanceMicros - event.equityMicros));
      return `Equity is $${formatPrice(event.equityMicros)} and $${formatPrice(event.maintenanceMicros)} must be kept: $${short} is missing. Without it positions are closed from ${dueText(event)} on.`;
    }
    case "margin_call_met":
      return `The margin call is met: equity is $${formatPrice(event.equityMicros)}, and $${formatPrice(event.maintenanceMicros)} must be kept.`;
    case "margin_liquidated":
      return liquidationText(event);
  }
}

function dueText({ dueAtMs }: MarginCalled): string {
  return `${clockTime(dueAtMs).slice(0, 5)} ET of the day it is due`;
}

function liquidationText({ shortfallMicros, choices, parts }: MarginLiquidated): string {
  const [first, second] = choices;
  if (first === undefined) return "";
  const rest =
    second === undefined
      ? "it is all there is"
      : `the next, ${second.underlying}, would free $${formatPrice(second.freedMicros)}`;
  const share = parts.closed === parts.of ? "all" : `${parts.closed} of ${parts.of} equal parts`;
  return `The margin call was not met and $${formatPrice(shortfallMicros)} is missing. What frees most goes first: ${first.underlying} frees $${formatPrice(first.freedMicros)}; ${rest}. Closed: ${share} of it.`;
}
