/** The market-data streams: their paths and what may be subscribed on each (alpaca-wire.md §4.2). */

export const STOCK_CHANNELS = [
  "trades",
  "quotes",
  "bars",
  "updatedBars",
  "dailyBars",
  "statuses",
  "lulds",
  "imbalances",
] as const;
const OPTION_CHANNELS = ["trades", "quotes"] as const;

export type Channel = (typeof STOCK_CHANNELS)[number];

export interface Endpoint {
  readonly path: string;
  readonly kind: "stock" | "option" | "test";
  /** What its name promises: real time, 15 minutes ago, or whatever the caller is entitled to. */
  readonly age: "real_time" | "delayed" | "as_entitled";
  readonly channels: readonly Channel[];
}

const STOCK = { kind: "stock", channels: STOCK_CHANNELS } as const;
const OPTION = { kind: "option", channels: OPTION_CHANNELS } as const;

const ALL: readonly Endpoint[] = [
  { path: "/v2/sip", age: "real_time", ...STOCK },
  { path: "/v2/iex", age: "as_entitled", ...STOCK },
  { path: "/v2/delayed_sip", age: "delayed", ...STOCK },
  { path: "/v2/test", age: "as_entitled", kind: "test", channels: STOCK_CHANNELS },
  { path: "/v1beta1/opra", age: "real_time", ...OPTION },
  { path: "/v1beta1/indicative", age: "delayed", ...OPTION },
];

/** Every endpoint by its path. */
export const ENDPOINTS: ReadonlyMap<string, Endpoint> = new Map(
  ALL.map((each) => [each.path, each]),
);
