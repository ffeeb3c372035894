/**
 * Emits the events of the corporate actions and payments that are due for an account, before
 * anything else is decided (decisions 28), and tells which symbols may not trade yet.
 *
 * Actions of one symbol are applied by ex-date, then id, whatever the order in which they were told;
 * one that cannot be applied is recorded once and holds up what follows it in its symbol.
 */
import type { AccountState } from "../account/account-state";
import type { Command } from "../account/command";
import { evolveAll } from "../account/evolve";
import { invariant } from "../assert";
import type { IsoDate } from "../calendar/new-york";
import type { AccountEvent } from "../event/event";
import { type Instrument, symbolsTouched } from "../instrument/instrument";
import type { MarketView } from "../market/quote";
import type { Order } from "../order/order";
import { RULES_VERSION } from "../rules-version";
import type { HeldAction } from "./action-state";
import { applyAction } from "./apply-action";
import { type Due, firstDue, isRecorded } from "./find-due";
import { tradeDateOf } from "./trade-date";

interface DueActions {
  readonly events: readonly AccountEvent[];
  /** The state after them. */
  readonly state: AccountState;
  /** Symbols with an action that is due and held: nothing of them may fill. */
  readonly blocked: ReadonlySet<string>;
}

/** A bug would go on for ever; no account has met this many between two of its commands. */
const ACTIONS_MAX = 1_000;

/** What is due before the command; null when there is nothing to look at. */
export function dueActions(
  state: AccountState,
  command: Command,
  market: MarketView,
): DueActions | null {
  if (market.actionsDue.size === 0 && state.receivables.size === 0) return null;
  if (state.version === 0 || state.frozenReason !== null) return null;
  const today = tradeDateOf(market.nowMs);
  if (!isAnythingDue(state, command, { market, today })) return null;
  const events: AccountEvent[] = [];
  const blocked = new Set<string>();
  let next = state;
  for (let count = 0; ; count += 1) {
    invariant(count < ACTIONS_MAX, "corporate actions come to an end");
    const symbols = symbolsOf(next, command, market).filter((symbol) => !blocked.has(symbol));
    const due = firstDue(next, symbols, { market, today });
    if (due === null) break;
    const step = decideDue(next, due, market);
    if (step.blocks !== null) blocked.add(step.blocks);
    events.push(...step.events);
    next = evolveAll(next, step.events);
  }
  const paid = payments(next, market);
  return { events: [...events, ...paid], state: evolveAll(next, paid), blocked };
}

/** A first look that makes nothing: mostly there is nothing to do. */
function isAnythingDue(
  state: AccountState,
  command: Command,
  { market, today }: { readonly market: MarketView; readonly today: IsoDate },
): boolean {
  for (const { payDate } of state.receivables.values()) if (payDate <= today) return true;
  const hasFacts = ({ instrument }: { readonly instrument: Instrument }) => {
    if (instrument.kind === "equity") return market.actionsDue.has(instrument.symbol);
    return symbolsTouched(instrument).some((symbol) => market.actionsDue.has(symbol));
  };
  const order = orderOf(state, command);
  if (order !== undefined) return order.legs.some(hasFacts);
  for (const position of state.positions.values()) if (hasFacts(position)) return true;
  for (const { legs } of state.orders.values()) if (legs.some(hasFacts)) return true;
  return false;
}

function orderOf(state: AccountState, command: Command): Order | undefined {
  return "orderId" in command ? state.orders.get(command.orderId) : undefined;
}

/** Whether an order has a leg in a symbol that may not trade yet. */
export function isBlocked(order: Order, blocked: ReadonlySet<string>): boolean {
  return order.legs.some(({ instrument }) =>
    symbolsTouched(instrument).some((symbol) => blocked.has(symbol)),
  );
}

/**
 * The command without the prices of what may not trade yet: expiries and assignments of it are held,
 * as they are without a price, since its contracts may be about to become others.
 */
export function withoutBlocked(command: Command, blocked: ReadonlySet<string>): Command {
  if (blocked.size === 0 || !("prices" in command)) return command;
  return { ...command, prices: command.prices.filter(({ symbol }) => !blocked.has(symbol)) };
}

/** Symbols with facts. A command about one order looks at its symbols alone: the matcher asks often. */
function symbolsOf(
  state: AccountState,
  command: Command,
  { actionsDue }: MarketView,
): readonly string[] {
  const order = orderOf(state, command);
  const holders =
    order === undefined
      ? [...state.positions.values(), ...[...state.orders.values()].flatMap(({ legs }) => legs)]
      : order.legs;
  const touched = new Set(holders.flatMap(({ instrument }) => symbolsTouched(instrument)));
  return [...touched].filter((symbol) => actionsDue.has(symbol));
}

function decideDue(
  state: AccountState,
  due: Due,
  market: MarketView,
): { readonly events: readonly AccountEvent[]; readonly blocks: string | null } {
  if ("held" in due) {
    const { held, blocks } = due;
    return { events: holdEvents(state, held, market), blocks: blocks ? held.symbol : null };
  }
  const applied = applyAction(state, due.action, market);
  if (applied !== "no_price") return { events: applied, blocks: null };
  const { id: actionId, symbol } = due.action;
  const held: HeldAction = { actionId, symbol, reason: "no_price", field: null };
  return { events: holdEvents(state, held, market), blocks: symbol };
}

/** A hold is told once; a new reason is told again. */
function holdEvents(
  state: AccountState,
  held: HeldAction,
  { nowMs }: MarketView,
): readonly AccountEvent[] {
  if (isRecorded(state, held)) return [];
  return [{ type: "corporate_action_held", held, atMs: nowMs, rules: RULES_VERSION }];
}

function payments(state: AccountState, { nowMs }: MarketView): readonly AccountEvent[] {
  const today = tradeDateOf(nowMs);
  return [...state.receivables.values()]
    .filter(({ payDate }) => payDate <= today)
    .sort((a, b) => (a.actionId < b.actionId ? -1 : 1))
    .map((owed) => ({ type: "dividend_paid", ...owed, atMs: nowMs, rules: RULES_VERSION }));
}
