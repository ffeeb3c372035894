/**
 * Market data for programs over the simulated exchange: our handlers on a port of their own, with the
 * exchange as their data account and no database. Quotes are what the hub would have of each feed.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Alpaca } from "@alpacahq/alpaca-trade-api";
import { z } from "zod";
import { instantOf, newYorkOf } from "@/lib/engine/calendar/new-york";
import { parseOccSymbol } from "@/lib/engine/instrument/occ-symbol";
import type { Quote } from "@/lib/engine/market/quote";
import { micros, units } from "@/lib/engine/money";
import { handleProgramNode } from "@/lib/http/node";
import { contractFaults } from "@/lib/http/testing/contract-faults";
import { type Fake, type FakeOptions, fakeDeps } from "@/lib/http/testing/fake-deps";
import type { Deps } from "@/lib/server/deps";
import { DELAY_MS } from "@/lib/server/market/market-clock";
import { simUpstream } from "@/lib/server/market/upstream";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import { instrument, market as marketOf } from "@/lib/wire/testing/account";
import { startExchange } from "../exchange/server";

/** Friday 20 November 2026, 11:30:12.345 in New York: it stands still there. */
export const NOW_MS = instantOf("2026-11-20", 690) + 12_345;

export interface DataSite {
  readonly exchangeUrl: string;
  readonly url: string;
  readonly fake: Fake;
  readonly alpaca: Alpaca;
  /** Asks with the site's key; the answer keeps to its contract. */
  get(path: string): Promise<{ status: number; headers: Headers; body: unknown }>;
  close(): Promise<void>;
}

/** Starts an exchange and a site of one caller's tier in front of it. */
export async function startDataSite(
  tier: FakeOptions["tier"],
  options: FakeOptions = {},
): Promise<DataSite> {
  const log = { info: () => undefined, error: () => undefined };
  const clock = { nowMs: () => NOW_MS };
  const exchange = await startExchange({ port: 0, clock, seed: "raxx", log });
  const exchangeUrl = `http://127.0.0.1:${exchange.port}`;
  const fake = fakeDeps({ ...options, ...(tier === undefined ? {} : { tier }), nowMs: NOW_MS });
  Object.assign(fake.deps, depsOver(exchangeUrl, fake.deps));
  const server = createServer((request, response) => {
    if (!handleProgramNode(fake.deps, request, response)) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    exchangeUrl,
    url,
    fake,
    alpaca: sdkOf(url, fake),
    get: (path) => get(url, fake, path),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await exchange.close();
    },
  };
}

function sdkOf(url: string, { keys }: Fake): Alpaca {
  const fetchApi = (input: string | URL | Request, init?: RequestInit) => {
    const asked = new URL(input instanceof Request ? input.url : String(input));
    return fetch(`${url}${asked.pathname}${asked.search}`, init);
  };
  const keyId = keys["APCA-API-KEY-ID"];
  const secret = keys["APCA-API-SECRET-KEY"];
  return new Alpaca({ keyId, secret, paper: true, fetchApi, rateLimit: false });
}

async function get(url: string, { keys }: Fake, path: string) {
  const response = await fetch(`${url}${path}`, { headers: keys });
  const body: unknown = await response.json();
  const faults = contractFaults("GET", path, { status: response.status, body });
  if (faults.length > 0) throw new Error(`${path} breaks its contract: ${faults.join("; ")}`);
  return { status: response.status, headers: response.headers, body };
}

/** What the fake lacks: the exchange's address, its clock, its catalog and its quotes. */
function depsOver(exchangeUrl: string, base: Deps): Partial<Deps> {
  const upstream = simUpstream(exchangeUrl);
  const nowMs = (feed: FeedKind) => (feed === "delayed" ? NOW_MS - DELAY_MS : NOW_MS);
  const quotes = new Quotes((path) => upstream.readJson(path));
  return {
    log: { ...base.log, info: () => undefined } as Deps["log"],
    redis: { get: async () => exchangeUrl, zadd: async () => 1, publish: async () => 1 } as never,
    marketClock: { market: "sim", refresh: async () => undefined, nowMs } as never,
    market: {
      view: async (feed, symbols) => {
        const found = await quotes.of(feed, [...symbols]);
        const view = marketOf(nowMs(feed), {});
        return { ...view, quoteOf: (symbol) => found.get(symbol) ?? null };
      },
    },
    catalog: catalogOver((path) => upstream.readJson(path)) as never,
  };
}

type Read = (path: string) => Promise<unknown>;

const WireQuote = z.object({
  ...{ t: z.string(), bx: z.string(), ax: z.string() },
  ...{ bp: z.number(), bs: z.number(), ap: z.number(), as: z.number() },
});
const Latest = z.object({ quotes: z.record(z.string(), WireQuote) });

class Quotes {
  constructor(private readonly read: Read) {}

  async of(feed: FeedKind, symbols: readonly string[]): Promise<ReadonlyMap<string, Quote>> {
    const found = new Map<string, Quote>();
    const options = symbols.filter((symbol) => parseOccSymbol(symbol) !== null);
    const stocks = symbols.filter((symbol) => !options.includes(symbol));
    const delayed = feed === "delayed";
    const add = async (path: string, part: readonly string[], name: string) => {
      if (part.length === 0) return;
      const body = Latest.parse(await this.read(`${path}?symbols=${part.join(",")}&feed=${name}`));
      for (const [symbol, quote] of Object.entries(body.quotes)) {
        found.set(symbol, quoteOf(symbol, quote));
      }
    };
    await add("/v2/stocks/quotes/latest", stocks, delayed ? "delayed_sip" : "sip");
    for (let from = 0; from < options.length; from += 100) {
      const part = options.slice(from, from + 100);
      await add("/v1beta1/options/quotes/latest", part, delayed ? "indicative" : "opra");
    }
    return found;
  }
}

function quoteOf(symbol: string, { t, bp, bs, bx, ap, as, ax }: z.infer<typeof WireQuote>): Quote {
  const atMs = Date.parse(t);
  return {
    symbol,
    bidMicros: micros(BigInt(Math.round(bp * 1e6))),
    bidSizeNanos: units(bs),
    bidExchange: bx,
    askMicros: micros(BigInt(Math.round(ap * 1e6))),
    askSizeNanos: units(as),
    askExchange: ax,
    atMs,
    seq: 1,
    feed: "sim",
    bidSetAtMs: atMs,
    askSetAtMs: atMs,
    afterGap: false,
  };
}

const Assets = z.array(z.object({ symbol: z.string(), exchange: z.string() }));

function catalogOver(read: Read) {
  let assets: ReadonlyMap<string, object> | null = null;
  return {
    listAssets: async () => {
      const listed = Assets.parse(await read("/v2/assets"));
      assets ??= new Map(listed.map((asset) => [asset.symbol, asset]));
      return assets;
    },
    findContracts: async (symbols: readonly string[]) =>
      new Map(symbols.filter(isListed).map((symbol) => [symbol, { series: instrument(symbol) }])),
  };
}

/** Series that have not expired; the exchange knows which of them there are. */
function isListed(symbol: string): boolean {
  const terms = parseOccSymbol(symbol);
  return terms !== null && terms.expiryDate >= newYorkOf(NOW_MS).date;
}
