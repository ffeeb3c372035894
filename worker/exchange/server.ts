/**
 * The simulated exchange as a service on the loopback: Alpaca's market-data REST and streams, and the
 * reference part of its trading API, so that the hub runs the code it runs against Alpaca.
 *
 * Beyond Alpaca: historical option quotes (/v1beta1/options/quotes), facts of underlyings
 * (/v1beta1/underlyings/{symbol}: a year of implied volatility, the next earnings), a header `x-data-feed: sim` on every
 * answer, and faults that can be switched on. Any key and secret are good.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Faults } from "./faults";
import { Market } from "./model/market";
import { SLOT_MS } from "./model/session-time";
import { handleRequest } from "./rest/router";
import { StreamServer } from "./stream/stream-server";

type ExchangeLog = {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

export type ExchangeOptions = {
  /** 0 picks a free port. */
  readonly port: number;
  /** The market's clock, not the wall's. */
  readonly clock: { nowMs(): number };
  readonly seed: string;
  readonly log: ExchangeLog;
  readonly authTimeoutMs?: number;
  /** How often streams say what is new; of a clock that runs faster, more often. */
  readonly tickMs?: number;
  /** Connections of one key on one stream endpoint; without it as many as come. */
  readonly connectionsMax?: number;
};

export type Exchange = {
  readonly port: number;
  readonly faults: Faults;
  close(): Promise<void>;
};

const AUTH_TIMEOUT_MS = 10_000;
const HOST = "127.0.0.1";

/** Starts the exchange and resolves when it listens; closing it ends every connection. */
export async function startExchange(options: ExchangeOptions): Promise<Exchange> {
  const { clock, log, seed } = options;
  const onError = (error: unknown) => log.error({ error }, "exchange failed to answer");
  const crossed = new Set<string>();
  const market = new Market(seed, { crossed });
  const faults: Faults = {
    silence: false,
    crossed,
    halted: new Set(),
    gap: (symbol, factor) => market.shift(symbol, { fromMs: clock.nowMs(), factor }),
    dropStreams: () => streams.dropAll(),
  };
  const streams = new StreamServer({
    market,
    faults,
    nowMs: () => clock.nowMs(),
    tickMs: options.tickMs ?? SLOT_MS,
    authTimeoutMs: options.authTimeoutMs ?? AUTH_TIMEOUT_MS,
    connectionsMax: options.connectionsMax ?? Number.POSITIVE_INFINITY,
    onError,
  });
  const server = createServer((request, response) => {
    void handleRequest({ request, response, market, nowMs: clock.nowMs(), onError });
  });
  server.on("upgrade", (request, socket, head) => streams.accept(request, socket, head));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, HOST, resolve);
  });
  const { port } = server.address() as AddressInfo;
  log.info({ port, seed }, "simulated exchange listens");
  return {
    port,
    faults,
    close: () => {
      streams.close();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
