/** The stream endpoints and what may be subscribed on each (alpaca-wire.md §4.2). */
import { DELAY_MS } from "@/lib/server/market/market-clock";

export const STOCK_CHANNELS = [
  "trades",
  "quotes",
  "bars",
  "updatedBars",
  "dailyBars",
  "statuses",
  "lulds",
] as const;
const OPTION_CHANNELS = ["trades", "quotes"] as const;

export type Channel = (typeof STOCK_CHANNELS)[number];

export type Endpoint = {
  readonly path: string;
  readonly kind: "stock" | "option" | "test";
  /** How far behind the market's clock it lives. */
  readonly delayMs: number;
  readonly channels: readonly Channel[];
  /** Symbols per connection; over it the subscription is refused. */
  readonly quotesMax: number;
};

function endpoint(path: string, kind: Endpoint["kind"], delayMs: number): Endpoint {
  const isOption = kind === "option";
  return {
    path,
    kind,
    delayMs,
    channels: isOption ? OPTION_CHANNELS : STOCK_CHANNELS,
    // The paid plan's limit: 1000 option quotes, stocks without one.
    quotesMax: isOption ? 1000 : Number.POSITIVE_INFINITY,
  };
}

/** Every endpoint by its path. */
export const ENDPOINTS: ReadonlyMap<string, Endpoint> = new Map(
  [
    endpoint("/v2/sip", "stock", 0),
    endpoint("/v2/iex", "stock", 0),
    endpoint("/v2/delayed_sip", "stock", DELAY_MS),
    endpoint("/v2/test", "test", 0),
    endpoint("/v1beta1/opra", "option", 0),
    endpoint("/v1beta1/indicative", "option", DELAY_MS),
  ].map((each) => [each.path, each]),
);
