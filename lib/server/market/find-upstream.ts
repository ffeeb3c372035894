/** The data account for processes that did not start the exchange: the worker leaves its address in Redis. */

import type { Deps } from "../deps";
import { AppError } from "../errors";
import { alpacaUpstream, simUpstream, type Upstream } from "./upstream";

export const EXCHANGE_URL_KEY = "raxx:sim:exchange-url";

let known: { readonly url: string; readonly upstream: Upstream } | null = null;

/** Finds the upstream; a restarted exchange has a new address, so the key is asked each time. */
export async function findUpstream({ env, redis }: Pick<Deps, "env" | "redis">): Promise<Upstream> {
  const live = liveUpstream(env);
  if (live !== null) return live;
  const url = await redis.get(EXCHANGE_URL_KEY);
  if (url === null) throw new AppError("unavailable", "market data is starting; try again");
  if (known?.url !== url) known = { url, upstream: simUpstream(url) };
  return known.upstream;
}

/** Alpaca, when the environment has its keys. */
export function liveUpstream(env: Deps["env"]): Upstream | null {
  const { APCA_API_KEY_ID: keyId, APCA_API_SECRET_KEY: secret } = env;
  if (keyId === undefined || secret === undefined) return null;
  return alpacaUpstream(
    { keyId, secret },
    { stockFeed: env.RAXX_STOCK_FEED, optionFeed: env.RAXX_OPTION_FEED },
  );
}
