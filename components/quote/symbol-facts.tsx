import { useEffect, useState } from "react";
import { getJson } from "@/lib/client/api";
import { formatPercent, formatPrice, UNKNOWN } from "@/lib/client/format";
import { formatDay } from "@/lib/client/format-time";
import type { SymbolView } from "@/lib/wire/raxx/symbol";

const REFRESH_MS = 60_000;

function useSymbol(symbol: string): SymbolView | null {
  const [view, setView] = useState<SymbolView | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    const load = async () => {
      const path = `/api/symbol?symbol=${encodeURIComponent(symbol)}`;
      const loaded = await getJson<SymbolView>(path, stop.signal);
      if (loaded.ok && !stop.signal.aborted) setView(loaded.value);
    };
    void load();
    const timer = setInterval(() => void load(), REFRESH_MS);
    return () => {
      clearInterval(timer);
      stop.abort();
    };
  }, [symbol]);
  return view?.symbol === symbol ? view : null;
}

interface FactProps {
  readonly name: string;
  readonly text: string;
  readonly about: string;
}

function Fact({ name, text, about }: FactProps) {
  return (
    <div className="flex gap-1.5" title={about}>
      <dt className="text-muted">{name}</dt>
      <dd className="live">{text}</dd>
    </div>
  );
}

function rankFact(view: SymbolView | null): FactProps {
  const name = "IV rank";
  if (view !== null && !view.hasVolatilitySource) {
    return { name, text: "—, no source", about: "This market has no source of past volatility." };
  }
  const rank = view?.volatilityRank ?? null;
  const volatility = formatPercent(view?.impliedVolatility ?? null);
  return {
    name,
    text: rank === null ? UNKNOWN : `${rank} · ${volatility}`,
    about:
      rank === null
        ? "Too little of a past to rank"
        : `Today's implied volatility of a month, ${volatility}, in the range of the past year: 0 is its lowest, 100 its highest. It was lower on ${view?.volatilityPercentile}% of the days.`,
  };
}

function moveFact(view: SymbolView | null): FactProps {
  const move = view?.expectedMove ?? null;
  return {
    name: "Move, 30 days",
    text: move === null ? UNKNOWN : `±${formatPrice(move.amount)}`,
    about:
      move === null
        ? "Needs a source of implied volatility"
        : `One standard deviation, ${formatPercent(move.percent)}: price × implied volatility × √time. The stock ends within it about two times in three.`,
  };
}

function dividendFact(view: SymbolView | null): FactProps {
  const next = view?.dividend ?? null;
  return {
    name: "Ex-dividend",
    text: next === null ? "none announced" : formatDay(next.date),
    about: next?.text ?? "No dividend is announced; companies do so about a month ahead.",
  };
}

function earningsFact(view: SymbolView | null): FactProps {
  const name = "Earnings";
  if (view?.hasEarnings === null) {
    return { name, text: "—, no source", about: "This market has no source of earnings dates." };
  }
  const next = view?.earnings ?? null;
  return {
    name,
    text:
      next === null
        ? view?.hasEarnings === false
          ? "none, a fund"
          : UNKNOWN
        : formatDay(next.date),
    about: next?.text ?? "A fund reports no earnings.",
  };
}

/** What an option trader asks of a symbol first, each with what it means on hover. */
export function SymbolFacts({ symbol }: { readonly symbol: string }) {
  const view = useSymbol(symbol);
  return (
    <dl className="flex min-h-5 basis-full flex-wrap gap-x-5 gap-y-0.5 text-[0.8125rem]">
      <Fact {...rankFact(view)} />
      <Fact {...moveFact(view)} />
      <Fact {...dividendFact(view)} />
      <Fact {...earningsFact(view)} />
    </dl>
  );
}
