/**
 * What a marketable order of one leg pays: the quote, unless the account has chance switched on. A
 * price improvement is a tick inside a quote that is at least two ticks wide, never past its
 * middle. Slippage is up to so many ticks against market and stop orders; a limit never slips.
 * Source: engine.md §4, read 2026-11-21; how large each is, is ours.
 */
import { tickMicros } from "../../instrument/tick-size";
import { touchOf } from "../../market/quote";
import { type Micros, maxMicros, micros } from "../../money";
import { draw } from "../profile/chance";
import type { FactLeg, FillFacts } from "./fill-facts";

/** The price of a fill at the touch of the leg. */
export function marketablePrice(facts: FillFacts, leg: FactLeg, seedState: number | null): Micros {
  const { priceMicros } = touchOf(leg.quote, leg.side);
  if (seedState === null) return priceMicros;
  const { improvementBps, slippageTicksMax } = facts.settings;
  const tick = tickMicros(leg.instrument, priceMicros);
  if (draw(seedState, "improve", 10_000) < improvementBps && isWide(leg, tick)) {
    return leg.side === "buy" ? micros(priceMicros - tick) : micros(priceMicros + tick);
  }
  if (facts.limitMicros !== null) return priceMicros;
  const ticks = BigInt(draw(seedState, "slip", slippageTicksMax + 1));
  return leg.side === "buy"
    ? micros(priceMicros + ticks * tick)
    : maxMicros(tick, micros(priceMicros - ticks * tick));
}

function isWide({ quote }: FactLeg, tick: Micros): boolean {
  return quote.bidMicros > 0n && quote.askMicros - quote.bidMicros >= 2n * tick;
}
