/**
 * Dependencies for tests of the program API: the real engine on one account in memory, a catalog of
 * a few names, and a database that knows one API key and nothing else.
 */

import { createHash } from "node:crypto";
import type { AccountState } from "@/lib/engine/account/account-state";
import { decide } from "@/lib/engine/account/decide";
import { evolveAll } from "@/lib/engine/account/evolve";
import type { MarketView } from "@/lib/engine/market/quote";
import type { DoorAnswer, DoorRequest } from "@/lib/server/commit/door-request";
import type { Deps, Tier } from "@/lib/server/deps";
import type { Asset, Contract } from "@/lib/server/market/catalog";
import { SCOPES, type Scope } from "@/lib/wire/raxx/scope";
import { IN_SESSION_MS, instrument, market, openedAccount } from "@/lib/wire/testing/account";

export const SECRET = "rxp_secret";
const SESSION_SECRET = "a-secret-of-the-tests";
/** A key for each tier: keys are remembered for a second, across all fakes of a test file. */
const KEY_IDS: { readonly [T in Tier]: string } = {
  free: "RXPFREEAAAAAAAAAAAAA",
  pro: "RXPPROAAAAAAAAAAAAAA",
  pro_plus: "RXPPROPLUSAAAAAAAAAA",
};
function keyIdOf(tier: Tier, scopes: readonly Scope[] | undefined): string {
  if (scopes === undefined) return KEY_IDS[tier];
  const letters = SCOPES.map((scope) => (scopes.includes(scope) ? "Y" : "N")).join("");
  return `${KEY_IDS[tier].slice(0, -letters.length)}${letters}`;
}

const USER_ID = "11111111-1111-4111-8111-111111111111";

const QUOTES: { readonly [symbol: string]: string } = {
  AAPL: "187.30 187.32 500",
  PENNY: "0.50 0.51 500",
  AAPL261218C00200000: "4.20 4.40",
  AAPL261218C00210000: "2.55 2.60",
  AAPL261218P00180000: "3.10 3.20",
  AAPL261120C00190000: "0.10 0.15",
  AAPL261113C00190000: "0.10 0.15",
  MSFT: "499.90 500.10 500",
  MSFT261218C00500000: "9.00 9.20",
};

export interface FakeOptions {
  readonly nowMs?: number;
  readonly tier?: Tier;
  /** What the key was made for; everything when left out. */
  readonly scopes?: readonly Scope[];
  /** Whether the user gave their word to be no market professional; they did. */
  readonly attested?: boolean;
  /** Feeds an operator switched off. */
  readonly feedsOff?: readonly string[];
  /** What the database throws instead of answering. */
  readonly databaseError?: Error;
  /** What the door throws instead of answering. */
  readonly doorError?: Error;
}

export interface Fake {
  /** The headers of a key that is good. */
  readonly keys: { readonly "APCA-API-KEY-ID": string; readonly "APCA-API-SECRET-KEY": string };
  readonly deps: Deps;
  /** What was logged as an error. */
  readonly logged: unknown[];
  /** Every state the account was in, the last one now. */
  readonly states: AccountState[];
}

/** Builds the dependencies. Each has its own rate limit, as it is counted by them. */
export function fakeDeps(options: FakeOptions = {}): Fake {
  const nowMs = options.nowMs ?? IN_SESSION_MS;
  const view = market(nowMs, QUOTES);
  const states = [openedAccount(IN_SESSION_MS)];
  const logged: unknown[] = [];
  const deps = {
    env: { NEXTAUTH_SECRET: SESSION_SECRET },
    clock: { nowMs: () => nowMs },
    log: { error: (fields: unknown) => logged.push(fields), warn: () => undefined },
    webPool: fakePool(options),
    prisma: { $transaction: async () => undefined },
    redis: { hmget: async (_: string, ...symbols: string[]) => symbols.map(() => null) },
    market: { view: async () => view },
    marketClock: { market: "sim", refresh: async () => undefined, nowMs: () => nowMs },
    catalog: fakeCatalog(),
    door: fakeDoor(states, view, options),
  };
  const keys = {
    "APCA-API-KEY-ID": keyIdOf(options.tier ?? "free", options.scopes),
    "APCA-API-SECRET-KEY": SECRET,
  };
  return { deps: deps as unknown as Deps, keys, logged, states };
}

function fakeDoor(states: AccountState[], view: MarketView, { doorError }: FakeOptions) {
  const now = () => states.at(-1) ?? openedAccount();
  const ask = async ({ command }: DoorRequest): Promise<DoorAnswer> => {
    if (doorError !== undefined) throw doorError;
    const decision = decide(now(), command, view);
    if (!decision.ok) return { kind: "refused", rejection: decision.error };
    const state = evolveAll(now(), decision.value);
    states.push(state);
    return { kind: "done", state, events: decision.value, eventMs: view.nowMs };
  };
  const read = async () => ({
    state: now(),
    headHash: Buffer.alloc(32),
    owner: { userId: USER_ID, name: "Paper" },
  });
  return { ask, read };
}

/** Rows by what the query reads from; unknown tables are empty. */
function fakePool(options: FakeOptions) {
  const { tier = "free", scopes, databaseError, attested = true, feedsOff = [] } = options;
  const key = {
    key_id: keyIdOf(tier, scopes),
    scopes: scopes ?? SCOPES,
    tier,
    user_id: USER_ID,
    account_id: openedAccount().id,
    secret_hash: createHash("sha256").update(SECRET).digest(),
  };
  const query = async (asked: unknown) => {
    if (databaseError !== undefined) throw databaseError;
    const text = typeof asked === "object" && asked && "text" in asked ? asked.text : asked;
    if (String(text).includes("FROM data_attestations")) {
      return { rows: attested ? [{ attested_at: new Date(IN_SESSION_MS) }] : [] };
    }
    if (String(text).includes("FROM feed_switches")) {
      return { rows: feedsOff.map((feed) => ({ feed, off: true })) };
    }
    if (String(text).includes("FROM find_api_keys")) return { rows: [key] };
    return { rows: [] };
  };
  return { query, connect: async () => ({ query, release: () => undefined }) };
}

/** As printed on the certificates. */
const CUSIPS: { readonly [symbol: string]: string } = { AAPL: "037833100", MSFT: "594918104" };

/** Nobody lends PENNY. */
function traits(symbol: string) {
  return symbol === "PENNY" ? { shortable: false } : {};
}

function fakeCatalog() {
  const assets = new Map(["AAPL", "MSFT", "PENNY"].map((symbol) => [symbol, asset(symbol)]));
  const find = async (symbols: readonly string[]) =>
    new Map(
      symbols
        .filter((symbol) => symbol in QUOTES || assets.has(symbol))
        .map((symbol) => [symbol, { ...instrument(symbol), ...traits(symbol) }]),
    );
  return {
    listAssets: async () => assets,
    findInstruments: find,
    findContracts: async (symbols: readonly string[]) =>
      new Map(
        [...(await find(symbols)).keys()]
          .filter((symbol) => !assets.has(symbol))
          .map((symbol) => [symbol, contract(symbol)]),
      ),
    remember: async () => [],
  };
}

function asset(symbol: string): Asset {
  return {
    assetId: idOf(symbol),
    symbol,
    name: `${symbol} Inc.`,
    exchange: "NASDAQ",
    tradable: true,
    marginable: true,
    shortable: true,
    hasOptions: true,
    lateClose: false,
    broadIndex: false,
    cusip: CUSIPS[symbol] ?? null,
    fractionable: true,
    easyToBorrow: true,
    attributes: ["has_options", "fractional_eh_enabled"],
  };
}

function contract(symbol: string): Contract {
  const series = instrument(symbol);
  if (series.kind !== "option") throw new Error(`${symbol} is no option`);
  return { assetId: idOf(symbol), name: symbol, root: series.underlying, tradable: true, series };
}

/** A UUID that follows from a symbol. */
export function idOf(symbol: string): string {
  const hex = createHash("sha256").update(symbol).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
