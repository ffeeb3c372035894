/** Says what an order would do before it is sent, from the same engine that would accept it. */
import type { AccountState } from "@/lib/engine/account/account-state";
import { decide } from "@/lib/engine/account/decide";
import { daysBetween, newYorkOf } from "@/lib/engine/calendar/new-york";
import { formatDollars, formatPrice, formatQuantity } from "@/lib/engine/decimal";
import { refusalSentences } from "@/lib/engine/explain/explain-rejection";
import { orderFees } from "@/lib/engine/fees/order-fees";
import { balancesOf } from "@/lib/engine/margin/balances";
import type { Outcomes } from "@/lib/engine/margin/outcomes";
import { type MarketView, midMicros, touchOf } from "@/lib/engine/market/quote";
import { absMicros, type Micros, micros, notional } from "@/lib/engine/money";
import type { DraftLeg, OrderDraft } from "@/lib/engine/order/draft";
import type { OrderTerms } from "@/lib/engine/order/order";
import { limitOf, netMicros, stopOf, unitMultiplier } from "@/lib/engine/order/terms";
import { describeLegs, orderOptions, strategyLegs } from "@/lib/engine/strategy/describe";
import { recogniseStrategy } from "@/lib/engine/strategy/recognise";
import type { NewOrder } from "@/lib/wire/new-order";
import type { PreviewView } from "@/lib/wire/raxx/preview";
import { readAccount } from "../accounts/read-account";
import { symbolsOf } from "../commit/symbols-of";
import type { Caller, Deps } from "../deps";
import { dollars } from "../desk/option-numbers";
import { feedLabel } from "../desk/quote-view";
import { freshIds } from "../ids";
import { awaitQuotes } from "../market/watch";
import { draftOf, quotedSymbols } from "../trading/submit-order";
import { obligationOf } from "./obligation";
import { type OrderOutcomes, orderOutcomes } from "./preview-outcomes";
import { probabilityOfProfit } from "./probability";

const FIRST_QUOTE_MS_MAX = 1_000;

/** Previews an order of the caller; null names a symbol that does not exist. */
export async function previewOrder(
  deps: Deps,
  caller: Caller,
  request: NewOrder,
): Promise<PreviewView | { readonly unknownSymbol: string }> {
  const symbols = request.legs.map((leg) => leg.symbol);
  const instruments = await deps.catalog.findInstruments(symbols);
  const unknown = symbols.find((symbol) => !instruments.has(symbol));
  if (unknown !== undefined) return { unknownSymbol: unknown };
  const draft = draftOf(request, instruments, freshIds(deps.clock));
  await awaitQuotes(deps, caller.feed, quotedSymbols(draft), FIRST_QUOTE_MS_MAX);
  const { state } = await readAccount(deps, caller);
  const command = { type: "submit_order", draft } as const;
  const market = await deps.market.view(caller.feed, symbolsOf(state, command));

  const decision = decide(state, command, market);
  const accepted = decision.ok ? decision.value[0] : undefined;
  const reserved = accepted?.type === "order_accepted" ? accepted.order.reservedMicros : null;
  const balances = balancesOf(state, market);
  const prices = pricesOf(draft, market);
  const net = limitNet(draft) ?? prices.naturalMicros;
  const cash = net === null ? null : cashOf(draft, net);
  const found = cash === null ? null : orderOutcomes(draft, state, micros(-cash));
  const outcomes = found?.atExpiry ?? null;
  const word = net === null || net === 0n ? "even" : net < 0n ? "credit" : "debit";
  return {
    ...namesOf(draft, { net, word, cashSecured: state.kind === "cash", found }),
    natural: textOf(prices.naturalMicros),
    mid: textOf(prices.midMicros),
    cash: textOf(cash),
    netWord: word,
    ...outcomeTexts(outcomes),
    realized: textOf(found?.realizedMicros ?? null),
    probabilityOfProfit: outcomes === null ? null : probabilityOfProfit(draft, outcomes, market),
    ...buyingPowerTexts(balances.optionsBuyingPowerMicros, reserved),
    fees: feeViews(state, draft, market),
    obligation: obligationOf(draft),
    daysToExpiry: daysToExpiry(draft, market.nowMs),
    quoteAtMs: prices.quoteAtMs,
    label: feedLabel(deps.marketClock.market, caller.feed),
    notes: notesOf(found),
    refusal: decision.ok ? null : refusalSentences(decision.error, { state, draft, market }),
  };
}

interface Prices {
  readonly naturalMicros: Micros | null;
  readonly midMicros: Micros | null;
  readonly quoteAtMs: number | null;
}

/** Net per unit at the touch and at the middle; a sale of one leg counts as negative. */
function pricesOf(draft: OrderDraft, market: MarketView): Prices {
  const quotes = draft.legs.map((leg) => market.quoteOf(leg.instrument.symbol));
  const priced = (pick: (leg: DraftLeg, index: number) => Micros | null) => {
    const legs = draft.legs.map((leg, index) => ({ ...leg, priceMicros: pick(leg, index) }));
    const known = legs.flatMap((leg) =>
      leg.priceMicros === null ? [] : [{ ...leg, priceMicros: leg.priceMicros }],
    );
    return known.length === legs.length ? netMicros(known) : null;
  };
  const times = quotes.flatMap((quote) => (quote === null ? [] : [quote.atMs]));
  return {
    naturalMicros: priced((leg, index) => {
      const quote = quotes[index] ?? null;
      const touch = quote === null ? null : touchOf(quote, leg.side).priceMicros;
      return touch === null || (touch <= 0n && leg.side === "buy") ? null : touch;
    }),
    midMicros: priced((_, index) => {
      const quote = quotes[index] ?? null;
      return quote === null ? null : midMicros(quote);
    }),
    quoteAtMs: times.length === 0 ? null : Math.min(...times),
  };
}

/** The limit as a signed net: what a lone sale receives is negative. */
function limitNet(draft: OrderDraft): Micros | null {
  const limit = limitOf(draft.terms);
  if (limit === null) return null;
  const sells = draft.orderClass === "simple" && draft.legs[0]?.side === "sell";
  return sells ? micros(-limit) : limit;
}

/** Dollars received (positive) or paid for the whole order at a net price. */
function cashOf(draft: OrderDraft, net: Micros): Micros {
  return notional(micros(-net), draft.qtyNanos, unitMultiplier(draft.legs));
}

function outcomeTexts(outcomes: Outcomes | null) {
  if (outcomes === null) return { maxProfit: null, maxLoss: null, breakevens: [], payoff: [] };
  const text = (amount: Micros | "unlimited") =>
    amount === "unlimited" ? amount : formatDollars(amount);
  return {
    maxProfit: text(outcomes.maxProfitMicros),
    maxLoss: text(outcomes.maxLossMicros),
    breakevens: outcomes.breakevensMicros.map(formatPrice),
    payoff: outcomes.corners.map(({ priceMicros, profitMicros }) => ({
      price: dollars(priceMicros),
      profit: dollars(profitMicros),
    })),
  };
}

interface Naming {
  readonly net: Micros | null;
  readonly word: string;
  /** In a cash account every short put is. */
  readonly cashSecured: boolean;
  readonly found: OrderOutcomes | null;
}

/** The strategy an order makes, with what is held already; a close and a roll are that. */
function strategyOf(draft: OrderDraft, { cashSecured, found }: Naming): string {
  if (found?.rolls) return "roll";
  if (found?.cover) return "covered call";
  if (orderOptions(draft.legs).length === 0) return "shares";
  return recogniseStrategy(strategyLegs(draft.legs), { cashSecured });
}

function namesOf(draft: OrderDraft, naming: Naming) {
  const { net, word, found } = naming;
  const name = describeLegs(draft.legs);
  const options = orderOptions(draft.legs);
  const strategy = strategyOf(draft, naming);
  const qty = formatQuantity(draft.qtyNanos);
  const side = draft.legs[0]?.side === "buy" ? "Buy" : "Sell";
  const price = net === null ? "" : formatPrice(absMicros(net));
  const multi = draft.orderClass === "mleg";
  const action = multi ? (word === "debit" ? "Buy" : "Sell") : side;
  const at = atWords(draft.terms, multi ? `for ${price} ${word}` : `at ${price}`);
  const what = draft.legs.length > 1 || options.length > 0 ? strategyNoun(strategy) : name;
  const verb = found?.rolls ? `Roll ${qty} ${at}` : `${action} ${qty} ${what} ${at}`;
  return {
    strategy: found?.realizedMicros == null ? strategy : "closing order",
    summary: `${name}, ${qty} ×`,
    verb: found?.realizedMicros == null ? verb : `${action} to close ${qty} ${at}`,
  };
}

/** "at the market", "at 1.30", "at a stop of 96.00": what the button says of the price. */
function atWords(terms: OrderTerms, limitWords: string): string {
  const stop = stopOf(terms);
  switch (terms.type) {
    case "market":
      return "at the market";
    case "limit":
      return limitWords;
    case "stop":
      return `at a stop of ${formatPrice(stop ?? micros(0n))}`;
    case "stop_limit":
      return `${limitWords}, stop ${formatPrice(stop ?? micros(0n))}`;
    case "trailing_stop":
      return "at a trailing stop";
  }
}

function buyingPowerTexts(before: Micros, reserved: Micros | null) {
  if (reserved === null) return { buyingPowerEffect: null, buyingPowerAfter: null };
  return {
    buyingPowerEffect: formatDollars(micros(-reserved)),
    buyingPowerAfter: formatDollars(micros(before - reserved)),
  };
}

function feeViews(state: AccountState, draft: OrderDraft, market: MarketView) {
  return orderFees(draft, { setting: state.fees, market }).map(({ name, amountMicros }) => ({
    name,
    amount: formatDollars(amountMicros),
  }));
}

/** "short put" is sold as a "put": the verb already says which way. */
function strategyNoun(strategy: string): string {
  return strategy.replace(/^(?:short|long) (?=put$|call$)/, "");
}

function daysToExpiry(draft: OrderDraft, nowMs: number): number | null {
  const days = orderOptions(draft.legs).map(({ series }) =>
    daysBetween(newYorkOf(nowMs).date, series.expiryDate),
  );
  return days.length === 0 ? null : Math.min(...days);
}

function notesOf(found: OrderOutcomes | null): readonly string[] {
  if (found === null) return [];
  if (found.rolls) return ["A roll: one part closes at a profit or loss, the other opens anew."];
  if (found.atExpiry === null) return [];
  const { cover } = found;
  const held = `Counts the ${cover?.shares} ${cover?.symbol} you hold, which cost $${formatPrice(cover?.costMicros ?? micros(0n))}.`;
  return [
    ...(cover === null ? [] : [held]),
    "Profit and loss at expiry, legs held to the end; early assignment can change them.",
    "Chance of profit: lognormal, implied volatility of the first leg, 4% rate, no dividends.",
  ];
}

function textOf(amount: Micros | null): string | null {
  return amount === null ? null : formatDollars(amount);
}
