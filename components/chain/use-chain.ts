import { useEffect, useState } from "react";
import { getJson } from "@/lib/client/api";
import type { ChainView } from "@/lib/wire/raxx/chain";

/** Deltas and volatilities move slowly; bids and asks come over the stream. */
const REFRESH_MS = 10_000;
/** The first look at a chain starts its quotes; its figures are asked for again once they have come. */
const RETRY_MS = 2_000;

export interface LoadedChain {
  /** The chain of this symbol, or of its expiry before while another loads; null before the first. */
  readonly chain: ChainView | null;
  readonly busy: boolean;
  readonly message: string | null;
}

interface Answer {
  /** Underlying and expiry: rows of another strike are still those of the same chain. */
  readonly key: string;
  readonly chain: ChainView | null;
  readonly message: string | null;
}

function keyOf(symbol: string, expiryDate: string | null): string {
  const expiry = expiryDate === null ? "" : `&expiry=${expiryDate}`;
  return `/api/chain?underlying=${encodeURIComponent(symbol)}${expiry}`;
}

/** Loads the chain of an underlying and expiry, from the server's first render on. */
export function useChain(
  symbol: string,
  expiryDate: string | null,
  /** The strike that is looked at; null for the money. */
  around: string | null,
  first: ChainView | null,
): LoadedChain {
  const key = keyOf(symbol, expiryDate);
  const path = around === null ? key : `${key}&strike=${around}`;
  const [answer, setAnswer] = useState<Answer>({ key, chain: first, message: null });

  useEffect(() => {
    const stop = new AbortController();
    let retry: ReturnType<typeof setTimeout> | undefined;
    const load = async () => {
      clearTimeout(retry);
      if (document.hidden) return;
      const loaded = await getJson<ChainView>(path, stop.signal);
      if (stop.signal.aborted) return;
      if (loaded.ok && loaded.value.expectedMove === null) {
        retry = setTimeout(() => void load(), RETRY_MS);
      }
      setAnswer((before) =>
        loaded.ok
          ? { key, chain: loaded.value, message: null }
          : { key, chain: before.key === key ? before.chain : null, message: loaded.message },
      );
    };
    void load();
    const timer = setInterval(() => void load(), REFRESH_MS);
    return () => {
      clearInterval(timer);
      clearTimeout(retry);
      stop.abort();
    };
  }, [key, path]);

  const busy = answer.key !== key;
  const chain = answer.chain?.underlying === symbol ? answer.chain : null;
  return { chain, busy, message: busy ? null : answer.message };
}
