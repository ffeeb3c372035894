/**
 * The loops that tell users what happened: from the log, from the prices they wait for, and on the day an
 * option of theirs expires.
 */
import type pg from "pg";
import type { Deps } from "@/lib/server/deps";
import type { Loop } from "../loop";
import { FillLimit } from "./notice-of";
import { readLog } from "./read-log";
import { ExpiryWatch } from "./watch-expiries";
import { PriceWatch } from "./watch-prices";

const LOG_MS = 500;
const PRICES_MS = 1_000;
const EXPIRIES_MS = 10_000;

/** `send` takes the ids of deliveries that are due. */
export function noticeLoops(
  deps: Deps,
  pool: pg.Pool,
  send: (ids: readonly string[]) => Promise<void>,
): readonly Loop[] {
  const limit = new FillLimit();
  const prices = new PriceWatch(deps, pool);
  const expiries = new ExpiryWatch(deps, pool);
  return [
    {
      name: "notices",
      everyMs: LOG_MS,
      step: async () => {
        for (let more = true; more; ) {
          const { deliveries, full } = await readLog(pool, deps.clock, limit);
          await send(deliveries);
          more = full;
        }
      },
    },
    { name: "price alerts", everyMs: PRICES_MS, step: async () => send(await prices.look()) },
    {
      ...{ name: "expiry notices", everyMs: EXPIRIES_MS, ofMarket: "follows" },
      step: async () => send(await expiries.look()),
    },
  ];
}
