/** action:add: enters a corporate action by hand, or says why it cannot be. */
import { tradeDateOf } from "@/lib/engine/action/trade-date";
import { canonicalize } from "@/lib/engine/canonical";
import type { Deps } from "@/lib/server/deps";
import { enterAction } from "@/lib/server/market/enter-action";
import { withWorkerPool } from "./worker-pool";

export async function addAction(deps: Deps, values: unknown) {
  await deps.marketClock.refresh();
  const { market } = deps.marketClock;
  const today = tradeDateOf(deps.marketClock.nowMs("real_time"));
  return withWorkerPool(deps, async (pool) => {
    const fact = await enterAction({ pool, market, today }, values);
    return { ok: true, output: { entered: JSON.parse(canonicalize(fact)) as unknown } };
  });
}
