/** Which symbols a decision may ask a quote of: the order's, the holdings', and what these deliver. */
import type { AccountState } from "@/lib/engine/account/account-state";
import type { Command } from "@/lib/engine/account/command";
import { type Instrument, symbolsTouched } from "@/lib/engine/instrument/instrument";
import { orderMap } from "@/lib/engine/order/order-map";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import type { LoadedAccount } from "./commit-item";
import type { Waiting } from "./door-request";

/** Collects the symbols of a state and a command. */
export function symbolsOf(state: AccountState, command: Command | null): ReadonlySet<string> {
  const symbols = new Set<string>();
  addStateSymbols(symbols, state);
  if (command !== null) addCommandSymbols(symbols, command);
  return symbols;
}

/** Those of a batch, by the feed whose quotes decide: what an account has is the same for all its requests. */
export function symbolsByFeed(
  byAccount: ReadonlyMap<string, readonly Waiting[]>,
  accounts: ReadonlyMap<string, LoadedAccount | Error>,
): ReadonlyMap<FeedKind, ReadonlySet<string>> {
  const symbols = new Map<FeedKind, Set<string>>();
  for (const [id, waiting] of byAccount) {
    const account = accounts.get(id);
    if (account === undefined || account instanceof Error) continue;
    const feeds = new Set<FeedKind>();
    for (const { request } of waiting) {
      const { feed, command } = request;
      const wanted = symbols.get(feed) ?? new Set<string>();
      symbols.set(feed, wanted);
      if (!feeds.has(feed)) addStateSymbols(wanted, account.state);
      feeds.add(feed);
      addCommandSymbols(wanted, command);
    }
  }
  return symbols;
}

/** Collects those of what an account holds and has ordered. */
function addStateSymbols(symbols: Set<string>, state: AccountState): void {
  for (const position of state.positions.values()) add(symbols, position.instrument);
  orderMap(state.orders).addSymbols(symbols);
}

/** Collects those a command brings. */
function addCommandSymbols(symbols: Set<string>, command: Command): void {
  if (command.type !== "submit_order") return;
  for (const { instrument } of command.draft.legs) add(symbols, instrument);
}

function add(symbols: Set<string>, instrument: Instrument): void {
  symbols.add(instrument.symbol);
  if (instrument.kind === "equity") return; // touches itself alone
  for (const touched of symbolsTouched(instrument)) symbols.add(touched);
}
