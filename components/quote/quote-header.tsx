import { useEffect } from "react";
import {
  useDesk,
  useDeskContext,
  useQuote,
  useQuoted,
  useView,
} from "@/components/desk/desk-context";
import { FeedBadge } from "@/components/desk/feed-badge";
import { useAddLeg } from "@/components/ticket/use-add-leg";
import { classNames } from "@/components/ui/class-names";
import { TickText } from "@/components/ui/tick-text";
import { getJson } from "@/lib/client/api";
import {
  formatChange,
  formatPercent,
  formatPrice,
  formatQuantity,
  formatStockMark,
  signOf,
  UNKNOWN,
} from "@/lib/client/format";
import { formatTime } from "@/lib/client/format-time";
import type { ClockView, QuoteView } from "@/lib/wire/raxx/desk";
import { SymbolFacts } from "./symbol-facts";
import { SymbolPicker } from "./symbol-picker";

/** The first quote comes over HTTP, so that a symbol has a price before, or without, the stream. */
function useFirstQuote(symbol: string): void {
  const { desk } = useDeskContext();
  useEffect(() => {
    const stop = new AbortController();
    const path = `/api/quotes?symbols=${encodeURIComponent(symbol)}`;
    void getJson<{ clock: ClockView; quotes: readonly QuoteView[] }>(path, stop.signal).then(
      (loaded) => {
        const quote = loaded.ok ? loaded.value.quotes[0] : undefined;
        if (quote === undefined) return;
        desk.setState(({ quotes }) => ({ quotes: { [quote.symbol]: quote, ...quotes } }));
      },
    );
    return () => stop.abort();
  }, [desk, symbol]);
}

function Change({ quote }: { readonly quote: QuoteView | null }) {
  const sign = signOf(quote?.change ?? null, 2);
  const words =
    quote === null
      ? UNKNOWN
      : `${formatChange(quote.change)} (${formatPercent(quote.changePercent, true)})`;
  return (
    <span
      title="Since the previous close"
      className={classNames("live min-w-36", sign > 0 && "text-up", sign < 0 && "text-down")}
    >
      <span aria-hidden>{sign === 0 ? "" : sign > 0 ? "▲ " : "▼ "}</span>
      {words}
    </span>
  );
}

interface PriceProps {
  readonly quote: QuoteView | null;
  readonly symbol: string;
  /** Pressing the bid sells to it, pressing the ask buys from it, as in the chain. */
  readonly side: "buy" | "sell";
}

function Price({ quote, symbol, side }: PriceProps) {
  const add = useAddLeg();
  const name = side === "sell" ? "Bid" : "Ask";
  const price = formatPrice((side === "sell" ? quote?.bid : quote?.ask) ?? null);
  const size = formatQuantity((side === "sell" ? quote?.bidSize : quote?.askSize) ?? null);
  const verb = side === "sell" ? "Sell" : "Buy";
  return (
    <button
      type="button"
      title={`${verb} shares`}
      onClick={() => add(symbol, side)}
      className="relative min-w-28 rounded-md border border-line px-2 py-0.5 text-left hover:bg-raised"
    >
      {/* The name begins with what pressing does and goes on with what is seen (WCAG 2.5.3). */}
      <span className="sr-only">
        {verb} {symbol} shares,{" "}
      </span>
      <span className="block text-xs text-muted">{name} × size</span> <TickText text={price} />
      <span className="live text-muted"> × {size}</span>
    </button>
  );
}

/** The symbol's price now, with its feed and the time of the quote. */
export function QuoteHeader() {
  const { instruments } = useDeskContext();
  const symbol = useView((state) => state.symbol);
  const quote = useQuote(symbol);
  const name = instruments.find((item) => item.symbol === symbol)?.name ?? "";
  const feed = useDesk((state) => state.clock.label.feed);
  useQuoted(symbol);
  useFirstQuote(symbol);
  return (
    <section
      aria-label={`${symbol} quote`}
      data-feed={feed}
      className="flex min-h-13 flex-wrap items-center gap-x-5 gap-y-1"
    >
      <SymbolPicker />
      <div className="flex items-baseline gap-3">
        <span className="min-w-24 text-2xl font-semibold tracking-tight">
          <TickText text={formatStockMark(quote?.mark ?? null)} />
        </span>
        <Change quote={quote} />
      </div>
      <div className="flex gap-2">
        <Price quote={quote} symbol={symbol} side="sell" />
        <Price quote={quote} symbol={symbol} side="buy" />
      </div>
      {/* Two lines beside the prices where the row is full, one line below them where it wraps. */}
      <div className="ml-auto flex flex-col items-end gap-1 text-[0.8125rem] leading-none text-muted max-lg:ml-0 max-lg:flex-row max-lg:items-center 2xl:flex-row 2xl:items-center 2xl:gap-2">
        <span className="max-w-56 truncate max-2xl:hidden">{name}</span>
        <FeedBadge />
        <span className="live min-w-32 text-right max-lg:text-left">
          as of {quote === null ? UNKNOWN : `${formatTime(quote.atMs)} ET`}
        </span>
      </div>
      <SymbolFacts symbol={symbol} />
    </section>
  );
}
