/** The dates of an underlying that an option trader plans around: dividends and earnings. */

import type { ActionFacts } from "@/lib/engine/action/action-fact";
import { type IsoDate, newYorkOf } from "@/lib/engine/calendar/new-york";
import { formatPrice } from "@/lib/engine/decimal";
import { dayName } from "@/lib/engine/explain/instrument-name";
import type { MarketView } from "@/lib/engine/market/quote";
import type { Micros } from "@/lib/engine/money";
import type { EventView, PreviewView } from "@/lib/wire/raxx/preview";
import type { Caller, Deps } from "../deps";
import { type UnderlyingFacts, underlyingFacts } from "./underlying-facts";

const SESSIONS = { before_open: "before the open", after_close: "after the close" } as const;
const NO_SOURCE = "Earnings dates: —, no source.";

interface Until {
  readonly symbol: string;
  readonly date: IsoDate;
}

/** What lies between now and a date, that day included; nothing without a date. */
export async function eventsUntil(
  deps: Deps,
  caller: Pick<Caller, "feed">,
  market: MarketView,
  until: Until | null,
): Promise<Pick<PreviewView, "events" | "eventsUnknown">> {
  if (until === null) return { events: [], eventsUnknown: null };
  const { symbol, date } = until;
  const facts = await underlyingFacts(deps, caller, symbol);
  const known = [dividendOf(market, symbol), earningsOf(facts)];
  const events = known.filter((event) => event !== null && event.date <= date);
  return {
    events: events.flatMap((event) => (event === null ? [] : [event])),
    eventsUnknown: facts === null ? NO_SOURCE : null,
  };
}

/** The next dividend that is announced, one that goes ex today included. */
export function nextDividend(
  market: ActionFacts & Pick<MarketView, "nowMs">,
  symbol: string,
): { readonly exDate: IsoDate; readonly cashMicros: Micros | null } | null {
  const today = newYorkOf(market.nowMs).date;
  const coming = market
    .actionsOf(symbol)
    .flatMap(({ kind, exDate, cashMicros }) =>
      kind === "cash_dividend" && exDate !== null && exDate >= today
        ? [{ exDate, cashMicros }]
        : [],
    );
  return coming.sort((a, b) => (a.exDate < b.exDate ? -1 : 1))[0] ?? null;
}

/** The same in words. */
export function dividendOf(
  market: ActionFacts & Pick<MarketView, "nowMs">,
  symbol: string,
): EventView | null {
  const next = nextDividend(market, symbol);
  if (next === null) return null;
  const amount = next.cashMicros === null ? "" : `, $${formatPrice(next.cashMicros)} a share`;
  const text = `Ex-dividend ${dayName(next.exDate)}${amount}`;
  return { kind: "ex_dividend", date: next.exDate, text };
}

/** The next report, where a source knows it. */
export function earningsOf(facts: UnderlyingFacts | null): EventView | null {
  const next = facts?.nextEarnings ?? null;
  if (next === null) return null;
  const text = `Earnings ${dayName(next.date)}, ${SESSIONS[next.session]}`;
  return { kind: "earnings", date: next.date, text };
}
