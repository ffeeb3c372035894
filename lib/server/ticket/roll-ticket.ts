/**
 * Tickets that follow from a position: close it, or roll its options to a later expiry as one order.
 * Both are filled in for the trader to look at; nothing is sent.
 */
import { newYorkOf } from "@/lib/engine/calendar/new-york";
import type { StrategyGroup } from "@/lib/engine/strategy/group-positions";
import type { TicketLeg, TicketOrder } from "@/lib/wire/raxx/ticket";
import { readAccount } from "../accounts/read-account";
import type { Caller, Deps } from "../deps";
import { loadExpiries, loadSeries } from "../desk/load-chain";
import { groupId, strategyGroups } from "../desk/strategy-groups";
import { awaitQuotes } from "../market/watch";
import { type ClosingLegs, closingLegs } from "./closing-legs";
import { nearestStrike } from "./nearest-strike";
import { pricedTicket } from "./priced-ticket";
import { rolledLegs } from "./rolled-legs";

const QUOTES_MS_MAX = 3_000;

/** Why there is no ticket. */
export type NoFollowUp = "changed" | "impossible" | "no_later_expiry" | "no_quotes";
export type FollowUp = TicketOrder | NoFollowUp;

/** A ticket that closes a group of the caller's positions. */
export async function closeTicket(deps: Deps, caller: Caller, id: string): Promise<FollowUp> {
  const group = await findGroup(deps, caller, id);
  if (group === null) return "changed";
  const closing = closingLegs(group.legs);
  return closing === null ? "impossible" : priced(deps, caller, closing);
}

/** A ticket that takes the options of a group to the next expiry at the same strikes. */
export async function rollTicket(deps: Deps, caller: Caller, id: string): Promise<FollowUp> {
  const group = await findGroup(deps, caller, id);
  if (group === null) return "changed";
  const rolled = rolledLegs(group);
  if (rolled === null) return "impossible";
  const { expiryDate, underlying } = rolled.from;
  const today = newYorkOf(deps.marketClock.nowMs(caller.feed)).date;
  const later = (await loadExpiries(deps, underlying, today)).find(({ date }) => date > expiryDate);
  if (later === undefined) return "no_later_expiry";
  const series = await loadSeries(deps, underlying, later.date);
  const opening = rolled.closing.legs.flatMap((leg) => {
    const held = rolled.held.find(({ symbol }) => symbol === leg.symbol);
    const target = held === undefined ? undefined : nearestStrike(series, held);
    if (target === undefined) return [];
    const side = leg.side === "buy" ? ("sell" as const) : ("buy" as const);
    return [{ symbol: target.symbol, side, ratio: leg.ratio }];
  });
  const symbols = new Set(opening.map(({ symbol }) => symbol));
  if (symbols.size < rolled.held.length) return "impossible";
  const legs: TicketLeg[] = [...rolled.closing.legs, ...opening];
  return priced(deps, caller, { qty: rolled.closing.qty, legs });
}

async function findGroup(deps: Deps, caller: Caller, id: string): Promise<StrategyGroup | null> {
  const { state } = await readAccount(deps, caller);
  return strategyGroups(state).find((group) => groupId(group) === id) ?? null;
}

async function priced(
  deps: Deps,
  caller: Caller,
  { qty, legs }: ClosingLegs,
): Promise<TicketOrder | "no_quotes"> {
  const symbols = legs.map(({ symbol }) => symbol);
  await awaitQuotes(deps, caller.feed, symbols, QUOTES_MS_MAX);
  const market = await deps.market.view(caller.feed, symbols);
  return (await pricedTicket(deps, legs, market, qty)) ?? "no_quotes";
}
