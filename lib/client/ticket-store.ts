/** The order being written. The page edits text and legs; prices and sums come back in the preview. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { TicketLeg, TicketOrder } from "@/lib/wire/raxx/ticket";
import { netWordOf, withoutSign } from "./format";
import { underlyingOf } from "./leg-name";

export const LEGS_MAX = 4;

export interface TicketState {
  /** One id per ticket, so that a double click or a retry places one order. */
  readonly clientOrderId: string;
  readonly type: TicketOrder["type"];
  readonly timeInForce: TicketOrder["timeInForce"];
  readonly qty: string;
  /** Without sign; for several legs `netWord` says which way the money goes. */
  readonly limit: string;
  readonly netWord: "credit" | "debit";
  /** What sets a stop off, and how far a trailing one stays behind ("0.50" or "2%"). */
  readonly stop: string;
  readonly trail: string;
  /** Prices of the exits; empty for none. */
  readonly takeProfit: string;
  readonly stopLoss: string;
  readonly legs: readonly TicketLeg[];
  /** True while the ticket is still the example a card filled in. */
  readonly isExample: boolean;
}

export type TicketStore = StoreApi<TicketState>;

/** Prices that belong to the legs they were typed for. */
const NO_PRICES = { stop: "", trail: "", takeProfit: "", stopLoss: "" } as const;

function emptyTicket(): TicketState {
  return {
    clientOrderId: crypto.randomUUID(),
    type: "limit",
    timeInForce: "day",
    qty: "1",
    limit: "",
    netWord: "credit",
    ...NO_PRICES,
    legs: [],
    isExample: false,
  };
}

/** Makes an empty ticket. */
export function createTicketStore(): TicketStore {
  return createStore<TicketState>(emptyTicket);
}

/** Clears the ticket under a new id: after an order, or to start over. */
export function clearTicket(store: TicketStore): void {
  store.setState(emptyTicket());
}

/** Gives the same ticket a new id, after an answer that settles the old one. */
export function renewTicketId(store: TicketStore): void {
  store.setState({ clientOrderId: crypto.randomUUID() });
}

/** Changes fields; legs stay, so the typed limit stays too. */
export function editTicket(
  store: TicketStore,
  fields: Partial<Omit<TicketState, "clientOrderId" | "legs" | "isExample">>,
): void {
  store.setState(fields);
}

/** Puts a signed net price ("-1.34" receives) into the limit field and its word. */
export function setLimitFrom(store: TicketStore, price: string): void {
  store.setState({
    limit: withoutSign(price),
    netWord: netWordOf(price) === "credit" ? "credit" : "debit",
  });
}

/** Shares in one contract: the ratio of a stock leg beside option legs. */
const SHARES_PER_CONTRACT = 100;

/** A stock alone trades by the share; beside options it trades by the hundred that one contract covers. */
function matchShares(legs: readonly TicketLeg[]): readonly TicketLeg[] {
  const hasOptions = legs.some((leg) => underlyingOf(leg.symbol) !== leg.symbol);
  const ratio = hasOptions ? SHARES_PER_CONTRACT : 1;
  return legs.map((leg) => (underlyingOf(leg.symbol) === leg.symbol ? { ...leg, ratio } : leg));
}

function withLeg(
  legs: readonly TicketLeg[],
  symbol: string,
  side: TicketLeg["side"],
): readonly TicketLeg[] {
  const known = legs.find((leg) => leg.symbol === symbol);
  if (known === undefined) return [...legs, { symbol, side, ratio: 1 }];
  const isStock = underlyingOf(symbol) === symbol;
  if (isStock) return known.side === side ? legs : legs.filter((leg) => leg !== known);
  const ratio = known.side === side ? known.ratio + 1 : known.ratio - 1;
  if (ratio === 0) return legs.filter((leg) => leg !== known);
  return legs.map((leg) => (leg === known ? { ...leg, ratio } : leg));
}

/**
 * Adds one of a contract: the same side again raises its ratio, the other side lowers it. False
 * when the ticket is full. The limit is cleared, since it belonged to other legs.
 */
export function addLeg(store: TicketStore, symbol: string, side: TicketLeg["side"]): boolean {
  const legs = matchShares(withLeg(store.getState().legs, symbol, side));
  if (legs.length > LEGS_MAX) return false;
  setLegs(store, legs);
  return true;
}

/** Takes a leg off the ticket. */
export function removeLeg(store: TicketStore, symbol: string): void {
  const legs = matchShares(store.getState().legs.filter((leg) => leg.symbol !== symbol));
  setLegs(store, legs);
}

/** Puts moved legs in the place of those they were moved from; not where the ticket has changed since. */
export function replaceLegs(
  store: TicketStore,
  from: readonly TicketLeg[],
  to: readonly TicketLeg[],
): void {
  if (store.getState().legs === from) setLegs(store, to);
}

/** Other legs have other prices; several have one net price and no stop. */
function setLegs(store: TicketStore, legs: readonly TicketLeg[]): void {
  const { type } = store.getState();
  const kept = legs.length > 1 && type !== "market" ? "limit" : type;
  store.setState({ legs, type: kept, limit: "", ...NO_PRICES, isExample: false });
}

/** Turns a leg from buying to selling or back. */
export function flipLeg(store: TicketStore, symbol: string): void {
  const legs = store.getState().legs.map((leg) => {
    if (leg.symbol !== symbol) return leg;
    return { ...leg, side: leg.side === "buy" ? ("sell" as const) : ("buy" as const) };
  });
  setLegs(store, legs);
}

/** Fills the ticket with an order the server wrote, to be edited. */
export function loadOrder(
  store: TicketStore,
  order: TicketOrder,
  { isExample }: Pick<TicketState, "isExample">,
): void {
  const limit = order.limit ?? "";
  store.setState({
    clientOrderId: crypto.randomUUID(),
    type: order.type,
    timeInForce: order.timeInForce,
    qty: order.qty,
    limit: withoutSign(limit),
    netWord: limit.startsWith("-") ? "credit" : "debit",
    ...NO_PRICES,
    legs: order.legs,
    isExample,
  });
}

/** Steps the quantity by whole units, never below one. */
export function stepQty(store: TicketStore, by: 1 | -1): void {
  const whole = /^\d{1,9}/.exec(store.getState().qty)?.[0] ?? "0";
  const next = Number(whole) + by;
  store.setState({ qty: String(Math.max(1, next)) });
}

const NEEDS: { readonly [T in TicketState["type"]]: readonly ("limit" | "stop" | "trail")[] } = {
  market: [],
  limit: ["limit"],
  stop: ["stop"],
  stop_limit: ["stop", "limit"],
  trailing_stop: ["trail"],
};

/** Whether the ticket has the prices its type needs. */
function isPriced(state: TicketState): boolean {
  return NEEDS[state.type].every((name) => state[name] !== "" && state[name] !== "%");
}

/** The ticket as the server actions take it; until its prices are there it is asked as a market order. */
export function orderOf(state: TicketState): TicketOrder {
  const type = isPriced(state) ? state.type : "market";
  const needs = NEEDS[type];
  const sign = state.legs.length > 1 && state.netWord === "credit" ? "-" : "";
  return {
    clientOrderId: state.clientOrderId,
    type,
    timeInForce: state.timeInForce,
    qty: state.qty,
    limit: needs.includes("limit") ? `${sign}${state.limit}` : null,
    ...(needs.includes("stop") ? { stop: state.stop } : {}),
    ...(needs.includes("trail") ? { trail: state.trail } : {}),
    ...(state.takeProfit === "" ? {} : { takeProfit: state.takeProfit }),
    ...(state.stopLoss === "" ? {} : { stopLoss: state.stopLoss }),
    legs: [...state.legs],
  };
}

/** Tells whether the ticket can be sent: it has legs, a quantity and the prices its type needs. */
export function isComplete(state: TicketState): boolean {
  return state.legs.length > 0 && state.qty !== "" && isPriced(state);
}
