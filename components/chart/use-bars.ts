import { useEffect, useState } from "react";
import { getJson } from "@/lib/client/api";
import type { BarsView } from "@/lib/wire/raxx/desk";

export const TIMEFRAMES = [
  { value: "1Min", label: "1m" },
  { value: "5Min", label: "5m" },
  { value: "15Min", label: "15m" },
  { value: "1Hour", label: "1h" },
  { value: "1Day", label: "1D" },
  { value: "1Week", label: "1W" },
  { value: "1Month", label: "1M" },
] as const;
export type Timeframe = (typeof TIMEFRAMES)[number]["value"];

const REFRESH_MS = 5_000;

export interface LoadedBars {
  /** Null until the first answer for this symbol and timeframe. */
  readonly bars: BarsView | null;
  readonly message: string | null;
}

/** Loads bars and keeps them fresh while the tab is visible. */
export function useBars(symbol: string, timeframe: Timeframe): LoadedBars {
  const key = `/api/bars?symbol=${encodeURIComponent(symbol)}&timeframe=${timeframe}`;
  const [loaded, setLoaded] = useState<LoadedBars & { readonly key: string }>({
    key,
    bars: null,
    message: null,
  });

  useEffect(() => {
    const stop = new AbortController();
    const load = async () => {
      if (document.hidden) return;
      const answer = await getJson<BarsView>(key, stop.signal);
      if (stop.signal.aborted) return;
      setLoaded((before) => {
        const known = before.key === key ? before.bars : null;
        return answer.ok
          ? { key, bars: answer.value, message: null }
          : { key, bars: known, message: answer.message };
      });
    };
    void load();
    const timer = setInterval(() => void load(), REFRESH_MS);
    return () => {
      clearInterval(timer);
      stop.abort();
    };
  }, [key]);

  return loaded.key === key ? loaded : { bars: null, message: null };
}
