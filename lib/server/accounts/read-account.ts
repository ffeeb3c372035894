/** An account with its balances at the quotes of its feed: what every screen and endpoint shows. */
import type { AccountState } from "@/lib/engine/account/account-state";
import { type Balances, balancesOf } from "@/lib/engine/margin/balances";
import type { MarketView } from "@/lib/engine/market/quote";
import type { LoadedAccount } from "../commit/commit-item";
import { symbolsOf } from "../commit/symbols-of";
import type { Caller, Deps } from "../deps";
import { AppError } from "../errors";
import { watchSymbols } from "../market/watch";

export interface AccountReading {
  readonly name: string;
  readonly state: AccountState;
  readonly balances: Balances;
  readonly market: MarketView;
}

/** Reads the caller's account as of its last commit and this instant's quotes. */
export async function readAccount(deps: Deps, caller: Caller): Promise<AccountReading> {
  return readingOf(deps, caller, await deps.door.read(caller.accountId));
}

/** The same from the cache, for the gateway, which hears of every change. */
export async function peekAccount(deps: Deps, caller: Caller): Promise<AccountReading> {
  return readingOf(deps, caller, await deps.door.peek(caller.accountId));
}

async function readingOf(
  deps: Deps,
  caller: Caller,
  loaded: LoadedAccount | null,
): Promise<AccountReading> {
  if (loaded === null || loaded.owner?.userId !== caller.userId) {
    throw new AppError("not_found", "account not found");
  }
  const { state } = loaded;
  const symbols = [...symbolsOf(state, null)];
  const market = await deps.market.view(caller.feed, symbols);
  const unquoted = symbols.filter((symbol) => market.quoteOf(symbol) === null);
  await watchSymbols(deps, unquoted);
  return { name: loaded.owner.name, state, balances: balancesOf(state, market), market };
}
