/** An account and its market for tests of the wire: real decisions of the engine at quotes one can read. */
import { type AccountState, emptyAccount } from "@/lib/engine/account/account-state";
import type { Command } from "@/lib/engine/account/command";
import { decide } from "@/lib/engine/account/decide";
import { evolve } from "@/lib/engine/account/evolve";
import { NO_ACTIONS } from "@/lib/engine/action/action-fact";
import { parseDollars } from "@/lib/engine/decimal";
import type { Instrument } from "@/lib/engine/instrument/instrument";
import { parseOccSymbol } from "@/lib/engine/instrument/occ-symbol";
import type { MarketView, Quote } from "@/lib/engine/market/quote";
import { NO_PRINTS } from "@/lib/engine/market/trade";
import { MICROS_PER_DOLLAR, type Micros, micros, units } from "@/lib/engine/money";
import type { GroupDraft, OrderDraft } from "@/lib/engine/order/draft";
import type { CommittedEvent } from "../alpaca/trade-update";
import type { NewGroup, NewOrder } from "../new-order";

const ACCOUNT_ID = "904837e3-3b76-47ec-b432-046db621571b";
/** Friday 2026-11-20, 10:00 in New York. */
export const IN_SESSION_MS = Date.UTC(2026, 10, 20, 15, 0, 0, 123);
/** The evening of that day. */
export const AFTER_HOURS_MS = Date.UTC(2026, 10, 20, 23, 30, 0, 0);

/** Dollars of a text that is known to be good. */
export function dollars(text: string): Micros {
  const amount = parseDollars(text);
  if (amount === null) throw new Error(`not dollars: ${text}`);
  return amount;
}

/** The instrument of a symbol: an option when it reads as one, else marginable stock. */
export function instrument(symbol: string): Instrument {
  const terms = parseOccSymbol(symbol);
  if (terms === null) return { kind: "equity", symbol, marginable: true };
  return {
    kind: "option",
    symbol,
    underlying: terms.root,
    expiryDate: terms.expiryDate,
    strikeMicros: terms.strikeMicros,
    right: terms.right,
    multiplier: 100,
    style: "american",
    lateClose: false,
    broadIndex: false,
  };
}

/** A market with these quotes, written "bid ask size". */
export function market(nowMs: number, quotes: { readonly [symbol: string]: string }): MarketView {
  return {
    nowMs,
    feedAlive: true,
    isHalted: () => false,
    ...NO_PRINTS,
    ...NO_ACTIONS,
    quoteOf: (symbol) => {
      const text = quotes[symbol];
      return text === undefined ? null : quote(symbol, text, nowMs);
    },
  };
}

function quote(symbol: string, text: string, atMs: number): Quote {
  const [bid = "0", ask = "0", size = "100"] = text.split(" ");
  return {
    symbol,
    bidMicros: dollars(bid),
    bidSizeNanos: units(Number(size)),
    bidExchange: "Q",
    askMicros: dollars(ask),
    askSizeNanos: units(Number(size)),
    askExchange: "Q",
    atMs,
    seq: 1,
    feed: "test",
    bidSetAtMs: atMs,
    askSetAtMs: atMs,
    afterGap: false,
  };
}

/** The draft of an order with readable ids: order-1, order-1.0, order-1.1 … */
export function draft(request: NewOrder, id = "order-1"): OrderDraft {
  const simple = request.orderClass === "simple";
  const { group, ...rest } = request;
  return {
    ...rest,
    id,
    clientOrderId: request.clientOrderId ?? `client-${id}`,
    ...(group !== undefined && { group: groupDraft(group, id) }),
    legs: request.legs.map((leg, index) => ({
      id: simple ? id : `${id}.${index}`,
      clientOrderId: simple ? `client-${id}` : `${id}.${index}`,
      instrument: instrument(leg.symbol),
      side: leg.side,
      ratio: leg.ratio,
      intent: leg.intent,
    })),
  };
}

function groupDraft({ kind, takeProfit, stopLoss }: NewGroup, id: string): GroupDraft {
  const ids = (name: string) => ({ id: `${id}.${name}`, clientOrderId: `client-${id}.${name}` });
  return {
    kind,
    ...(takeProfit !== undefined && { takeProfit: { ...takeProfit, ...ids("profit") } }),
    ...(stopLoss !== undefined && { stopLoss: { ...stopLoss, ...ids("loss") } }),
  };
}

/** An account with 100,000 dollars, as the golden payloads have it. */
export function openedAccount(atMs = IN_SESSION_MS): AccountState {
  const command: Command = {
    type: "open_account",
    kind: "margin",
    policy: "regt",
    profile: "standard",
    market: "sim",
    fees: "none",
    startingCashMicros: micros(100_000n * MICROS_PER_DOLLAR),
  };
  const [opened] = run(emptyAccount(ACCOUNT_ID), command, market(atMs, {}));
  if (opened === undefined) throw new Error("opening an account makes one event");
  return opened.after;
}

/** Decides a command and folds its events, each with the states around it. */
export function run(state: AccountState, command: Command, view: MarketView): CommittedEvent[] {
  const decision = decide(state, command, view);
  if (!decision.ok) throw new Error(`refused: ${decision.error.code}`);
  const committed: CommittedEvent[] = [];
  let before = state;
  for (const event of decision.value) {
    const after = evolve(before, event);
    committed.push({ before, event, after, eventMs: view.nowMs });
    before = after;
  }
  return committed;
}

/** The state after a list of committed events, or the one before when there are none. */
export function lastState(state: AccountState, committed: readonly CommittedEvent[]): AccountState {
  return committed.at(-1)?.after ?? state;
}
