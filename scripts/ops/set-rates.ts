/** rates:set: interest rates, or with --symbol what a stock costs to borrow, from a date on. */
import { tradeDateOf } from "@/lib/engine/action/trade-date";
import type { Deps } from "@/lib/server/deps";
import { enterRates } from "@/lib/server/market/rates";
import { withWorkerPool } from "./worker-pool";

export async function setRates(deps: Deps, values: { readonly symbol?: string }) {
  await deps.marketClock.refresh();
  const today = tradeDateOf(deps.marketClock.nowMs("real_time"));
  return withWorkerPool(deps, async (pool) => ({
    ok: true,
    output: { entered: await enterRates({ pool, today }, values) },
  }));
}
