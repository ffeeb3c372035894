/**
 * The market-data account: Alpaca's own hosts, or the simulated exchange speaking the same protocol.
 *
 * One SDK client either way, so that real keys in the environment change the address and nothing
 * else (engine.md §10).
 */
import { Alpaca } from "@alpacahq/alpaca-trade-api";
import type { MarketName } from "@/lib/wire/market-bus";

export interface Upstream {
  readonly market: MarketName;
  readonly alpaca: Alpaca;
  /** Stream addresses of the real-time stock and option feeds. */
  readonly stockStreamUrl: string;
  readonly optionStreamUrl: string;
  readonly stockFeed: "sip" | "iex";
  readonly optionFeed: "opra" | "indicative";
  /** Reads a data path of the account as JSON: for what the SDK has no method for. */
  readJson(path: string): Promise<unknown>;
}

const DATA_HOST = "https://data.alpaca.markets";
const STREAM_HOST = "wss://stream.data.alpaca.markets";
/** The simulator wants a key and takes any. */
const SIM_KEYS = { keyId: "simulated", secret: "simulated" };
const TIMEOUT_MS = 10_000;

/** Alpaca with the operator's keys. Feeds follow the data plan: the free one has iex and indicative. */
export function alpacaUpstream(
  keys: { readonly keyId: string; readonly secret: string },
  plan: { readonly stockFeed: "sip" | "iex"; readonly optionFeed: "opra" | "indicative" },
): Upstream {
  const headers = { "APCA-API-KEY-ID": keys.keyId, "APCA-API-SECRET-KEY": keys.secret };
  return {
    market: "alpaca",
    alpaca: new Alpaca({ ...keys, paper: true }),
    stockStreamUrl: `${STREAM_HOST}/v2/${plan.stockFeed}`,
    optionStreamUrl: `${STREAM_HOST}/v1beta1/${plan.optionFeed}`,
    ...plan,
    readJson: (path) => readJson(`${DATA_HOST}${path}`, headers),
  };
}

/** The simulated exchange at its loopback address, such as http://127.0.0.1:4010. */
export function simUpstream(exchangeUrl: string): Upstream {
  const fetchApi = (input: string | URL | Request, init?: RequestInit) => {
    const asked = new URL(input instanceof Request ? input.url : String(input));
    return fetch(`${exchangeUrl}${asked.pathname}${asked.search}`, init);
  };
  const stream = exchangeUrl.replace(/^http/, "ws");
  return {
    market: "sim",
    alpaca: new Alpaca({ ...SIM_KEYS, paper: true, fetchApi, rateLimit: false }),
    stockStreamUrl: `${stream}/v2/sip`,
    optionStreamUrl: `${stream}/v1beta1/opra`,
    stockFeed: "sip",
    optionFeed: "opra",
    readJson: (path) =>
      readJson(`${exchangeUrl}${path}`, {
        "APCA-API-KEY-ID": SIM_KEYS.keyId,
        "APCA-API-SECRET-KEY": SIM_KEYS.secret,
      }),
  };
}

/** An answer of the data account that is no data; its body may say why in Alpaca's envelope. */
export class UpstreamRefusal extends Error {
  override readonly name = "UpstreamRefusal";

  constructor(
    readonly path: string,
    readonly status: number,
    readonly body: string,
  ) {
    super(`${path} answered ${status}`);
  }
}

async function readJson(url: string, headers: Record<string, string>): Promise<unknown> {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (response.ok) return response.json();
  throw new UpstreamRefusal(new URL(url).pathname, response.status, await response.text());
}
