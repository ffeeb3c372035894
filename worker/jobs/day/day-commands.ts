/** What each job of the day asks of one account: its commands, with the facts they need. */
import type { AccountState } from "@/lib/engine/account/account-state";
import type { Command } from "@/lib/engine/account/command";
import type { IsoDate } from "@/lib/engine/calendar/new-york";
import {
  nextTradingDay,
  previousTradingDay,
  tradingDay,
} from "@/lib/engine/calendar/trading-calendar";
import { isEasyToBorrow } from "@/lib/engine/instrument/borrowing";
import { type OptionSeries, symbolsTouched } from "@/lib/engine/instrument/instrument";
import { settlementTimeOf } from "@/lib/engine/instrument/settlement";
import type { SettlementPrice } from "@/lib/engine/lifecycle/settlement-price";
import type { MarketView } from "@/lib/engine/market/quote";
import { uuidv7 } from "@/lib/server/ids";
import type { Rates } from "@/lib/server/market/rates";
import type { DayKind } from "./day-kinds";
import type { DayPrices } from "./day-prices";

export interface DayFacts {
  readonly date: IsoDate;
  readonly prices: DayPrices;
  readonly rates: Rates;
  /** The market of the account's feed now. */
  readonly view: MarketView;
  readonly wallMs: number;
}

type Asks = (state: AccountState, facts: DayFacts) => Promise<readonly Command[]>;

const ASKS: { readonly [K in DayKind]: Asks } = {
  apply_actions: async () => [{ type: "apply_actions" }],
  close_expiring: closings,
  close_expiring_again: closings,
  close_expiring_last: closings,
  expire_orders: async ({ orders }, { view }) =>
    [...orders.values()]
      .filter(({ expiresAtMs }) => expiresAtMs !== null && expiresAtMs <= view.nowMs)
      .map(({ id: orderId }) => ({ type: "expire_order", orderId })),
  take_snapshot: snapshot,
  accrue_interest: async (state, facts) => [
    {
      ...{ type: "accrue_interest", date: facts.date, borrow: borrowed(state, facts) },
      ...{ debitBps: facts.rates.debitBps, creditBps: facts.rates.creditBps },
      prices: await closesOf(state, facts),
    },
  ],
  settle_expiry: settlements,
  draw_assignments: evening,
};

/** The commands of a job for an account, as it is now. */
export function commandsOf(
  kind: DayKind,
  state: AccountState,
  facts: DayFacts,
): Promise<readonly Command[]> {
  return ASKS[kind](state, facts);
}

function stocksOf({ positions }: AccountState): readonly string[] {
  const symbols = [...positions.values()].flatMap(({ instrument }) => symbolsTouched(instrument));
  return [...new Set(symbols)].sort();
}

function optionsOf({ positions }: AccountState): readonly OptionSeries[] {
  return [...positions.values()].flatMap(({ instrument }) =>
    instrument.kind === "option" ? [instrument] : [],
  );
}

async function closesOf(
  state: AccountState,
  { prices, date }: DayFacts,
): Promise<readonly SettlementPrice[]> {
  const closes = await prices.closes(date, stocksOf(state));
  return [...closes].map(([symbol, priceMicros]) => ({ symbol, time: "pm", priceMicros }));
}

async function snapshot(state: AccountState, facts: DayFacts): Promise<readonly Command[]> {
  const { date, prices } = facts;
  const closes = await prices.closes(date, stocksOf(state));
  const quotes = await prices.optionQuotes(
    date,
    optionsOf(state).map(({ symbol }) => symbol),
  );
  const marks = [
    ...[...closes].map(([symbol, priceMicros]) => ({ symbol, priceMicros })),
    ...[...quotes].map(([symbol, { midMicros }]) => ({ symbol, priceMicros: midMicros })),
  ];
  return [{ type: "take_snapshot", date, marks }];
}

async function closings(state: AccountState, facts: DayFacts): Promise<readonly Command[]> {
  const { date, wallMs } = facts;
  const expiring = optionsOf(state).filter(({ expiryDate }) => expiryDate === date);
  const underlyings = [...new Set(expiring.map(({ underlying }) => underlying))].sort();
  return underlyings.map((underlying) => {
    const series = expiring.filter((one) => one.underlying === underlying);
    // Each order of up to four legs takes an id of its own and one for each leg.
    const ids = Array.from({ length: 2 * series.length + 2 }, () => uuidv7(wallMs));
    return { type: "close_expiring", date, underlying, ids };
  });
}

/** What the shorts cost to borrow. */
function borrowed({ positions }: AccountState, { rates }: DayFacts) {
  return [...positions.values()].flatMap(({ symbol, instrument, qtyNanos }) => {
    if (instrument.kind !== "equity" || qtyNanos >= 0n) return [];
    return [{ symbol, rateBps: rates.borrowBps(symbol, isEasyToBorrow(instrument)) }];
  });
}

/**
 * A series may expire on a day on which the exchange then stays closed: it is settled on the next, at the
 * last official closes before. That holds for AM-settled series too: what does not open counts at its last
 * price (Cboe, SPX product specification, exercise settlement value, read 2026-11-22).
 */
async function settlements(state: AccountState, facts: DayFacts): Promise<readonly Command[]> {
  const ended = optionsOf(state).filter(({ expiryDate }) => expiryDate <= facts.date);
  const dates = [...new Set(ended.map(({ expiryDate }) => expiryDate))].sort();
  return Promise.all(
    dates.map(async (date) => {
      const isOpen = tradingDay(date) !== null;
      const asked = { ...facts, date: isOpen ? date : previousTradingDay(date).date };
      const closes = await closesOf(state, asked);
      const mornings = ended.filter((one) => one.expiryDate === date && isOfMorning(one));
      const underlyings = [...new Set(mornings.map(({ underlying }) => underlying))].sort();
      const opens = isOpen
        ? await facts.prices.opens(date, underlyings)
        : new Map(closes.map(({ symbol, priceMicros }) => [symbol, priceMicros]));
      const values = underlyings.flatMap((symbol) => {
        const priceMicros = opens.get(symbol);
        return priceMicros === undefined ? [] : [{ symbol, time: "am", priceMicros } as const];
      });
      return { type: "settle_expiry", date, prices: [...closes, ...values] } as const;
    }),
  );
}

function isOfMorning(series: OptionSeries): boolean {
  return settlementTimeOf(series) === "am";
}

/** The evening's draw: closing quotes of the short series and of the other right at their strikes. */
async function evening(state: AccountState, facts: DayFacts): Promise<readonly Command[]> {
  const { date, prices, view } = facts;
  const held = optionsOf(state).map(({ symbol }) => symbol);
  const quotes = await prices.optionQuotes(date, [...held, ...held.map(twinOf)]);
  const options = [...quotes].map(([symbol, quote]) => ({ symbol, ...quote }));
  const exDate = nextTradingDay(date).date;
  const dividends = stocksOf(state).flatMap((symbol) =>
    view.actionsOf(symbol).flatMap(({ kind, exDate: goesEx, cashMicros }) => {
      const isNext = kind === "cash_dividend" && goesEx === exDate && cashMicros !== null;
      return isNext ? [{ symbol, amountMicros: cashMicros }] : [];
    }),
  );
  const closes = await closesOf(state, facts);
  const known = { options, dividends, prices: closes, rateBps: facts.rates.riskFreeBps };
  return [{ type: "draw_assignments", date, ...known }];
}

/** The other right at the same strike and expiry. */
function twinOf(symbol: string): string {
  return `${symbol.slice(0, -9)}${symbol.at(-9) === "C" ? "P" : "C"}${symbol.slice(-8)}`;
}
