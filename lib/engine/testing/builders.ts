/**
 * Valid things for tests that take only what the test is about. Series are named as traders say
 * them: "SPY-600P" is the 600 put of the default expiry, "SPY-600P@261127" the one of that day.
 */
import { type AccountKind, type AccountState, emptyAccount } from "../account/account-state";
import type { Command } from "../account/command";
import { decide } from "../account/decide";
import { evolveAll } from "../account/evolve";
import { present } from "../assert";
import { instantOf } from "../calendar/new-york";
import { parseQuantity, parseSignedDollars } from "../decimal";
import type { AccountEvent } from "../event/event";
import type { FeeSetting } from "../fees/fee-schedule";
import type { Deliverable, Equity, Instrument, OptionSeries } from "../instrument/instrument";
import { occSymbol, parseOccSymbol } from "../instrument/occ-symbol";
import type { MarketView, Quote } from "../market/quote";
import type { Auction, Trade } from "../market/trade";
import { type Micros, type Nanos, nanos, notional } from "../money";
import type { DraftLeg, OrderDraft } from "../order/draft";
import type { Order, OrderSide, PositionIntent, TimeInForce } from "../order/order";
import { marketOf } from "./market";

/** Friday 2026-11-20, 10:00 in New York: every session is open. */
export const IN_SESSION_MS = instantOf("2026-11-20", 10 * 60);
const EXPIRY = "261218";

/** Dollars of a text that is known to be good, negative ones too. */
export function dollars(text: string): Micros {
  return present(parseSignedDollars(text), `"${text}" is dollars`);
}

/** A signed count of shares or contracts as nanos. */
export function quantity(text: string): Nanos {
  const size = present(parseQuantity(text.replace("-", "")), `"${text}" is a quantity`);
  return text.startsWith("-") ? nanos(-size) : size;
}

interface QuoteText {
  readonly symbol?: string;
  readonly bid?: string;
  readonly ask?: string;
  /** Displayed on both sides. */
  readonly size?: number;
  readonly askSize?: number;
  readonly atMs?: number;
  readonly afterGap?: boolean;
}

/** A quote; both sides were set when it was made. */
export function quote(text: QuoteText = {}): Quote {
  const { symbol = "AAPL", bid = "9.99", ask = "10.01", size = 100, atMs = IN_SESSION_MS } = text;
  return {
    symbol: symbolOf(symbol),
    bidMicros: dollars(bid),
    bidSizeNanos: quantity(String(size)),
    bidExchange: "Q",
    askMicros: dollars(ask),
    askSizeNanos: quantity(String(text.askSize ?? size)),
    askExchange: "Q",
    atMs,
    seq: 1,
    feed: "sim",
    bidSetAtMs: atMs,
    askSetAtMs: atMs,
    afterGap: text.afterGap ?? false,
  };
}

interface TradeText {
  readonly symbol?: string;
  readonly price?: string;
  readonly size?: number;
  readonly conditions?: readonly string[];
  readonly tape?: string;
  readonly atMs?: number;
  readonly seq?: number;
}

/** A print of 100 shares of a Nasdaq stock, eligible for everything. */
export function trade(text: TradeText = {}): Trade {
  const { symbol = "AAPL", price = "10.00", size = 100, tape = "C" } = text;
  return {
    symbol: symbolOf(symbol),
    priceMicros: dollars(price),
    sizeNanos: quantity(String(size)),
    exchange: "Q",
    conditions: text.conditions ?? [],
    tape: tape as Trade["tape"],
    atMs: text.atMs ?? IN_SESSION_MS,
    seq: text.seq ?? 1,
    feed: "sim",
  };
}

/** The official print of a session. */
export function auction(text: {
  symbol: string;
  kind: string;
  price: string;
  size: number;
  atMs: number;
}): Auction {
  return {
    symbol: text.symbol,
    kind: text.kind === "open" ? "open" : "close",
    priceMicros: dollars(text.price),
    sizeNanos: quantity(String(text.size)),
    exchange: "Q",
    atMs: text.atMs,
  };
}

/** Marketable stock. */
export function equity(symbol = "AAPL", { marginable = true } = {}): Equity {
  return { kind: "equity", symbol, marginable };
}

/** The digit is of an adjusted series: "XYZ1-50C" is on XYZ. */
const SHORT_NAME = /^([A-Z]+[0-9]?)-([0-9]+(?:\.[0-9]+)?)([CP])(?:@([0-9]{6}))?$/;

/** "SPY-600P" as its OCC symbol; any other symbol as it is. */
export function symbolOf(name: string): string {
  const match = SHORT_NAME.exec(name);
  if (match === null) return name;
  const [, root = "", strike = "", right, date = EXPIRY] = match;
  return occSymbol({
    root,
    expiryDate: `20${date.slice(0, 2)}-${date.slice(2, 4)}-${date.slice(4)}`,
    right: right === "C" ? "call" : "put",
    strikeMicros: dollars(strike),
  });
}

/** A listed series by its short name or OCC symbol. */
export function series(name: string, terms: Partial<OptionSeries> = {}): OptionSeries {
  const symbol = symbolOf(name);
  const { root, ...occ } = present(parseOccSymbol(symbol), `${symbol} is an option symbol`);
  return {
    kind: "option",
    symbol,
    underlying: root.replace(/[0-9]$/, ""),
    ...occ,
    multiplier: 100,
    style: "american",
    lateClose: false,
    broadIndex: false,
    ...INDEXES[root],
    ...terms,
  };
}

/** "100 XYZ + 10 NEW + 25.00": shares and cash of one contract. */
export function deliverable(text: string): Deliverable {
  const parts = text.split(" + ").map((part) => part.split(" "));
  return {
    shares: parts
      .filter((part) => part.length === 2)
      .map(([count = "", symbol = ""]) => ({ symbol, sharesNanos: quantity(count) })),
    cashMicros: dollars(parts.find((part) => part.length === 1)?.[0] ?? "0"),
  };
}
/** Two made-up indices: cash-settled at the close, and at the opening print. */
const INDEXES: { readonly [root: string]: Partial<OptionSeries> } = {
  XPM: { style: "european", settlement: "cash", settlementTime: "pm", lateClose: true },
  XAM: { style: "european", settlement: "cash", settlementTime: "am", lateClose: true },
};

/** The instrument of a name: an option when it reads as one, else marginable stock. */
export function instrument(name: string): Instrument {
  return parseOccSymbol(symbolOf(name)) === null ? equity(name) : series(name);
}

export interface DraftOptions {
  readonly id?: string;
  readonly symbol?: string;
  readonly instrument?: Instrument;
  readonly timeInForce?: TimeInForce;
  readonly intent?: PositionIntent;
}

/** A market order of one leg. */
export function marketOrder(side: OrderSide, qty: string, options: DraftOptions = {}): OrderDraft {
  const { id = "order-1", timeInForce = "day", symbol = "AAPL" } = options;
  const leg: DraftLeg = {
    id,
    clientOrderId: `client-${id}`,
    instrument: options.instrument ?? instrument(symbol),
    side,
    ratio: 1,
    intent: options.intent ?? null,
  };
  return {
    id,
    clientOrderId: leg.clientOrderId,
    orderClass: "simple",
    terms: { type: "market" },
    timeInForce,
    qtyNanos: quantity(qty),
    legs: [leg],
  };
}

/** A limit order of one leg: limitOrder("buy", "10 @ 9.99"). */
export function limitOrder(side: OrderSide, text: string, options: DraftOptions = {}): OrderDraft {
  const [qty = "", limit = ""] = text.split(" @ ");
  const terms = { type: "limit", limitMicros: dollars(limit) } as const;
  return { ...marketOrder(side, qty, options), terms };
}

const LEG = /^([+-])(?:([0-9]+)\*)?(.+)$/;

/** A multi-leg order: spreadOrder("2 @ -1.00", "-SPY-600P +SPY-595P"); without a net it is a market order. */
export function spreadOrder(text: string, legs: string, options: DraftOptions = {}): OrderDraft {
  const [qty = "", net] = text.split(" @ ");
  const { id = "order-1", timeInForce = "day" } = options;
  return {
    id,
    clientOrderId: `client-${id}`,
    orderClass: "mleg",
    terms: net === undefined ? { type: "market" } : { type: "limit", limitMicros: dollars(net) },
    timeInForce,
    qtyNanos: quantity(qty),
    legs: legs.split(" ").map((leg, index) => draftLeg(leg, `${id}.${index}`)),
  };
}

function draftLeg(text: string, id: string): DraftLeg {
  const [, sign, ratio = "1", name = ""] = present(LEG.exec(text), `"${text}" is a leg`);
  return {
    id,
    clientOrderId: id,
    instrument: instrument(name),
    side: sign === "+" ? "buy" : "sell",
    ratio: Number(ratio),
    intent: null,
  };
}

interface AccountText {
  readonly kind?: AccountKind;
  readonly cash?: string;
  readonly fees?: FeeSetting;
  /** Signed quantity and average price: { AAPL: "100 @ 9.50" }. */
  readonly holds?: { readonly [name: string]: string };
}

/** An open account that holds what the test needs, as if it had been bought for nothing. */
export function account(text: AccountText = {}) {
  const { kind = "margin", cash = "100000", fees = "none", holds = {} } = text;
  const command = openCommand(kind, dollars(cash), fees);
  const opened = run(emptyAccount("account-1"), command, marketOf()).state;
  const positions = new Map(opened.positions);
  for (const [name, text] of Object.entries(holds)) {
    const [qty = "", price = "0"] = text.split(" @ ");
    const held = instrument(name);
    const qtyNanos = quantity(qty);
    const multiplier = held.kind === "option" ? held.multiplier : 1;
    const costMicros = notional(dollars(price), qtyNanos, multiplier);
    positions.set(held.symbol, { symbol: held.symbol, instrument: held, qtyNanos, costMicros });
  }
  return { ...opened, positions };
}

/** The command that opens an account; fees are off unless the test is about them. */
export function openCommand(
  kind: AccountKind,
  startingCashMicros: Micros,
  fees: FeeSetting = "none",
): Extract<Command, { type: "open_account" }> {
  const terms = { policy: "regt", profile: "standard", market: "sim", fees } as const;
  return { type: "open_account", kind, startingCashMicros, ...terms };
}

/** The state and events after a command that must not be refused. */
export function run(
  state: AccountState,
  command: Command,
  market: MarketView,
): { readonly state: AccountState; readonly events: readonly AccountEvent[] } {
  const decision = decide(state, command, market);
  if (!decision.ok) throw new Error(`refused: ${JSON.stringify(decision.error, digits)}`);
  return { state: evolveAll(state, decision.value), events: decision.value };
}

/** An accepted order and the account that carries it. */
export function submitted(
  state: AccountState,
  draft: OrderDraft,
  market: MarketView,
): { readonly state: AccountState; readonly order: Order } {
  const next = run(state, { type: "submit_order", draft }, market).state;
  return { state: next, order: present(next.orders.get(draft.id), "an accepted order works") };
}

function digits(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
