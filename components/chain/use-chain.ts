import { useEffect, useState } from "react";
import { getJson } from "@/lib/client/api";
import type { ChainView } from "@/lib/wire/raxx/desk";

/** Deltas and volatilities move slowly; bids and asks come over the stream. */
const REFRESH_MS = 10_000;

export interface LoadedChain {
  /** The chain of this symbol, or of its expiry before while another loads; null before the first. */
  readonly chain: ChainView | null;
  readonly busy: boolean;
  readonly message: string | null;
}

interface Answer {
  readonly path: string;
  readonly chain: ChainView | null;
  readonly message: string | null;
}

function pathOf(symbol: string, expiryDate: string | null): string {
  const expiry = expiryDate === null ? "" : `&expiry=${expiryDate}`;
  return `/api/chain?underlying=${encodeURIComponent(symbol)}${expiry}`;
}

/** Loads the chain of an underlying and expiry, from the server's first render on. */
export function useChain(
  symbol: string,
  expiryDate: string | null,
  first: ChainView | null,
): LoadedChain {
  const path = pathOf(symbol, expiryDate);
  const [answer, setAnswer] = useState<Answer>({ path, chain: first, message: null });

  useEffect(() => {
    const stop = new AbortController();
    const load = async () => {
      if (document.hidden) return;
      const loaded = await getJson<ChainView>(path, stop.signal);
      if (stop.signal.aborted) return;
      setAnswer((before) =>
        loaded.ok
          ? { path, chain: loaded.value, message: null }
          : { path, chain: before.path === path ? before.chain : null, message: loaded.message },
      );
    };
    void load();
    const timer = setInterval(() => void load(), REFRESH_MS);
    return () => {
      clearInterval(timer);
      stop.abort();
    };
  }, [path]);

  const busy = answer.path !== path;
  const chain = answer.chain?.underlying === symbol ? answer.chain : null;
  return { chain, busy, message: busy ? null : answer.message };
}
