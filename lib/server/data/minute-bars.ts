/** Minute bars of many symbols from the data account, as its history answers them. */
import type { Bar } from "@/lib/wire/alpaca/market-data";
import type { Deps } from "../deps";
import type { DataWorld } from "./data-world";
import { type HistoryRequest, optionHistory, stockHistory } from "./history";

const ONE_MINUTE = { text: "1Min", parsed: { unit: "minute", count: 1 } } as const;
const PER_CALL = { stock: 200, option: 100 } as const;
const HISTORY = { stock: stockHistory, option: optionHistory } as const;

export interface MinuteSpan {
  readonly startMs: number;
  readonly endMs: number;
}

/** The bars that start within a span, oldest first per symbol; a symbol without any is absent. */
export async function minuteBars(
  deps: Deps,
  world: DataWorld,
  { market, symbols }: { readonly market: "stock" | "option"; readonly symbols: readonly string[] },
  span: MinuteSpan,
): Promise<ReadonlyMap<string, readonly Bar[]>> {
  const found = new Map<string, readonly Bar[]>();
  for (let from = 0; from < symbols.length; from += PER_CALL[market]) {
    const part = symbols.slice(from, from + PER_CALL[market]);
    const { items } = await HISTORY[market](deps, world, "bars", requestOf(part, span));
    for (const [symbol, bars] of Object.entries(items)) found.set(symbol, bars as readonly Bar[]);
  }
  return found;
}

function requestOf(symbols: readonly string[], span: MinuteSpan): HistoryRequest {
  return {
    symbols,
    span: { ...span, isDescending: false },
    limit: 10_000,
    pageToken: null,
    timeframe: ONE_MINUTE,
    adjustment: null,
    asof: null,
  };
}
