/** Reads an order that is being written: its instruments, the account, the market, and what it would pay. */
import type { AccountState } from "@/lib/engine/account/account-state";
import type { MarketView } from "@/lib/engine/market/quote";
import { type Micros, micros } from "@/lib/engine/money";
import type { OrderDraft } from "@/lib/engine/order/draft";
import type { NewOrder } from "@/lib/wire/new-order";
import { readAccount } from "../accounts/read-account";
import { symbolsOf } from "../commit/symbols-of";
import type { Caller, Deps } from "../deps";
import { freshIds } from "../ids";
import { awaitQuotes } from "../market/watch";
import { draftOf, quotedSymbols } from "../trading/submit-order";
import { cashOf, limitNet, type OrderPrices, pricesOf } from "./order-prices";
import { type OrderOutcomes, orderOutcomes } from "./preview-outcomes";

const FIRST_QUOTE_MS_MAX = 1_000;

export interface UnknownSymbol {
  readonly unknownSymbol: string;
}

export interface ReadOrder {
  readonly draft: OrderDraft;
  readonly state: AccountState;
  readonly market: MarketView;
  readonly prices: OrderPrices;
  /** Net per unit at its limit, or where it would trade now; null without prices. */
  readonly netMicros: Micros | null;
  /** For all of it; negative when received. */
  readonly paidMicros: Micros | null;
  readonly outcomes: OrderOutcomes | null;
}

/** Names the first symbol that does not exist. */
export async function readOrder(
  deps: Deps,
  caller: Caller,
  request: NewOrder,
): Promise<ReadOrder | UnknownSymbol> {
  const symbols = request.legs.map((leg) => leg.symbol);
  const instruments = await deps.catalog.findInstruments(symbols);
  const unknown = symbols.find((symbol) => !instruments.has(symbol));
  if (unknown !== undefined) return { unknownSymbol: unknown };
  const draft = draftOf(request, instruments, freshIds(deps.clock));
  await awaitQuotes(deps, caller.feed, quotedSymbols(draft), FIRST_QUOTE_MS_MAX);
  const { state } = await readAccount(deps, caller);
  const market = await deps.market.view(
    caller.feed,
    symbolsOf(state, { type: "submit_order", draft }),
  );
  const prices = pricesOf(draft, market);
  const netMicros = limitNet(draft) ?? prices.naturalMicros;
  const paidMicros = netMicros === null ? null : micros(-cashOf(draft, netMicros));
  const outcomes = paidMicros === null ? null : orderOutcomes(draft, state, paidMicros);
  return { draft, state, market, prices, netMicros, paidMicros, outcomes };
}
