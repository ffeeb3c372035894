import { useEffect, useState } from "react";
import { useDesk } from "@/components/desk/desk-context";
import { getJson } from "@/lib/client/api";
import { formatProfit, formatQuantity, formatStockMark, signOf } from "@/lib/client/format";
import { formatWeekday } from "@/lib/client/format-time";
import type { ExpiriesView, SettlementLegView, SettlementView } from "@/lib/wire/raxx/expiries";

const LOOK_MS = 15_000;

/** Loaded again when the positions change, and while they are looked at. */
function useExpiries(positions: string): ExpiriesView | null {
  const [view, setView] = useState<ExpiriesView | null>(null);
  useEffect(() => {
    if (positions === "") return;
    const stop = new AbortController();
    const look = async () => {
      const loaded = await getJson<ExpiriesView>("/api/expiries", stop.signal);
      if (loaded.ok) setView(loaded.value);
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [positions]);
  return positions === "" ? null : view;
}

function Leg({ leg }: { readonly leg: SettlementLegView }) {
  const { name, qty, outcome, shares, cash } = leg;
  return (
    <li className="flex flex-wrap justify-between gap-x-4">
      <span>
        {formatQuantity(qty)} × {name}: {outcome}
      </span>
      <span className="text-muted">
        {outcome === "expires"
          ? "worth nothing"
          : `${signOf(shares) === 0 ? "" : `${formatQuantity(shares)} shares, `}${formatProfit(cash)}`}
      </span>
    </li>
  );
}

/** "Together: +100 shares, −$68,900.00". */
function netWords({ netShares, netCash, legs }: SettlementView): string {
  if (legs.every(({ outcome }) => outcome === "expires")) return "Together: nothing settles.";
  const shares =
    signOf(netShares) === 0
      ? "no shares"
      : `${signOf(netShares) > 0 ? "+" : ""}${formatQuantity(netShares)} shares`;
  return `Together: ${shares}, ${formatProfit(netCash)}`;
}

function Settlement({ settlement }: { readonly settlement: SettlementView }) {
  const { date, daysToExpiry, underlying, mark, legs } = settlement;
  return (
    <li className="border-t border-line px-4 py-2 first:border-t-0">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-semibold">
          {formatWeekday(date)} · {daysToExpiry === 0 ? "today" : `${daysToExpiry}d`}
        </span>
        <span className="text-muted">
          {underlying}, were it to close at {formatStockMark(mark)}
        </span>
      </p>
      <ul className="text-[0.8125rem]">
        {legs.map((leg) => (
          <Leg key={leg.symbol} leg={leg} />
        ))}
      </ul>
      <p className="live text-[0.8125rem] font-semibold">{netWords(settlement)}</p>
    </li>
  );
}

/** What expires when, both sides of each settlement with their net. */
export function ExpiryTimeline() {
  const held = useDesk(({ desk }) =>
    desk.positions
      .flatMap(({ legs }) => legs)
      .filter(({ expiryDate }) => expiryDate !== null)
      .map(({ symbol, qty }) => `${symbol}:${qty}`)
      .join(),
  );
  const view = useExpiries(held);
  if (view === null || view.settlements.length === 0) return null;
  return (
    <section
      aria-label="Expiry timeline, simulated"
      data-feed={view.label.feed}
      className="border-t border-line"
    >
      <h3 className="px-4 pt-3 pb-1 font-semibold">What expires when</h3>
      <ul>
        {view.settlements.map((settlement) => (
          <Settlement key={`${settlement.date} ${settlement.underlying}`} settlement={settlement} />
        ))}
      </ul>
      <p className="px-4 pb-3 text-xs text-muted">
        One side alone is not what you owe: both settle together. A short option can also be
        assigned before its day.
      </p>
    </section>
  );
}
