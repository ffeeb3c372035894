/** What the shell asks of every account as the day goes by; now and then too early, twice, or without a price. */
import type { AccountState } from "../../account/account-state";
import type { Command } from "../../account/command";
import type { IsoDate } from "../../calendar/new-york";
import { nextTradingDay } from "../../calendar/trading-calendar";
import { type OptionSeries, underlyingOf } from "../../instrument/instrument";
import type { SettlementPrice } from "../../lifecycle/settlement-price";
import { markMicros, midMicros } from "../../market/quote";
import { micros } from "../../money";
import { cents } from "./listings";
import type { World } from "./market-moves";
import type { SimAccount } from "./sim-account";
import { dateOf, type Moment } from "./sim-clock";

/** The commands of a moment for one account, in the order in which they are asked. */
export function jobsOf(world: World, account: SimAccount, moment: Moment): readonly Command[] {
  const { market, random } = world;
  const date = dateOf(market.nowMs);
  const { state } = account;
  const expired = expiries(state, market.nowMs);
  switch (moment) {
    case "pre_market":
    case "closed_day":
      return [...expired, ...(random.oneIn(5) ? [] : [{ type: "apply_actions" } as const])];
    case "open":
      return [...expired, ...settle(world, account, date, "am")];
    case "morning":
    case "afternoon":
      return [maintenance(account)];
    case "half_hour_left":
      return [...closings(account, date), maintenance(account)];
    case "after_close":
      return [
        ...expired,
        ...settle(world, account, date, "am"),
        snapshot(world, state, date),
        interest(world, date),
        evening(world, state, date),
      ];
    case "evening":
      return [...settle(world, account, date, "pm"), ...held(world, account)];
    default:
      return expired;
  }
}

/** The marks of what is held and of what lies under it; one may be missing. */
function snapshot({ market, random }: World, { positions }: AccountState, date: IsoDate): Command {
  const symbols = [...positions.values()].flatMap(({ instrument }) => [
    instrument.symbol,
    underlyingOf(instrument),
  ]);
  const marks = [...new Set(symbols)].flatMap((symbol) => {
    const priceMicros = markMicros(market, symbol);
    return priceMicros === null || random.oneIn(80) ? [] : [{ symbol, priceMicros }];
  });
  return { type: "take_snapshot", date, marks };
}

function interest(world: World, date: IsoDate): Command {
  const prices = pricesOf(world, "pm");
  const borrow = prices.map(({ symbol }) => ({ symbol, rateBps: 350 }));
  return { type: "accrue_interest", date, debitBps: 825, creditBps: 120, borrow, prices };
}

function maintenance({ id, state }: SimAccount): Command {
  const callId = `${id}-call-${state.version}`;
  return { type: "check_maintenance", callId, ids: idsOf(callId) };
}

function idsOf(prefix: string): readonly string[] {
  return Array.from({ length: 40 }, (_, n) => `${prefix}-${n}`);
}

function expiries({ orders }: AccountState, nowMs: number): readonly Command[] {
  return [...orders.values()]
    .filter(({ expiresAtMs }) => expiresAtMs !== null && expiresAtMs <= nowMs)
    .map(({ id: orderId }) => ({ type: "expire_order", orderId }));
}

function optionsOf({ positions }: AccountState): readonly OptionSeries[] {
  return [...positions.values()].flatMap(({ instrument }) =>
    instrument.kind === "option" ? [instrument] : [],
  );
}

/** What is expiring, at official prices; one of them may be missing until the next evening. */
function settle(
  world: World,
  { state }: SimAccount,
  date: IsoDate,
  time: "am" | "pm",
): readonly Command[] {
  const expiring = optionsOf(state).filter(({ expiryDate }) => expiryDate === date);
  if (expiring.length === 0) return [];
  const prices = pricesOf(world, time).filter(() => !world.random.oneIn(40));
  return [{ type: "settle_expiry", date, prices }];
}

/** Expiries that wait for a price, and those nobody asked about. */
function held(world: World, { state }: SimAccount): readonly Command[] {
  const today = dateOf(world.market.nowMs);
  const dates = optionsOf(state).map(({ expiryDate }) => expiryDate);
  const late = [...new Set(dates)].filter((date) => date < today);
  const prices = [...pricesOf(world, "am"), ...pricesOf(world, "pm")];
  return late.map((date) => ({ type: "settle_expiry", date, prices }));
}

function pricesOf({ listings }: World, time: "am" | "pm"): readonly SettlementPrice[] {
  return listings.all().map(({ symbol, stock, priceCents, isIndex }) => {
    const equity = isIndex ? {} : { equity: stock };
    return { symbol, time, priceMicros: cents(priceCents), ...equity };
  });
}

function closings(account: SimAccount, date: IsoDate): readonly Command[] {
  const { state, id } = account;
  const expiring = optionsOf(state).filter(({ expiryDate }) => expiryDate === date);
  const underlyings = [...new Set(expiring.map(({ underlying }) => underlying))];
  return underlyings.map((underlying) => {
    const ids = idsOf(`${id}-close-${state.version}-${underlying}`);
    return { type: "close_expiring", date, underlying, ids };
  });
}

/** The evening's draw, with the dividends that go ex the next day. */
function evening(world: World, state: AccountState, date: IsoDate): Command {
  const { market, listings, random } = world;
  const exDate = nextTradingDay(date).date;
  const options = optionsOf(state).flatMap(({ symbol }) => {
    const quote = market.quoteOf(symbol);
    if (quote === null) return [];
    return [{ symbol, bidMicros: quote.bidMicros, midMicros: midMicros(quote) ?? micros(0n) }];
  });
  const dividends = listings.stocks().flatMap(({ symbol }) =>
    market.actionsOf(symbol).flatMap((fact) => {
      const isDue = fact.kind === "cash_dividend" && fact.exDate === exDate;
      return isDue && fact.cashMicros !== null ? [{ symbol, amountMicros: fact.cashMicros }] : [];
    }),
  );
  const delisted = optionsOf(state).flatMap(({ underlying: symbol }) => {
    const mark = listings.find(symbol) === null ? markMicros(market, symbol) : null;
    return mark === null ? [] : [{ symbol, time: "pm" as const, priceMicros: mark }];
  });
  const prices = [...pricesOf(world, "pm").filter(() => !random.oneIn(60)), ...delisted];
  return { type: "draw_assignments", date, prices, options, dividends, rateBps: 450 };
}
