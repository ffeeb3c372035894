/** calendar:close, calendar:open and calendar:list: days on which the exchange closes unforeseen. */
import type { Deps } from "@/lib/server/deps";
import { enterDay, listDays, removeDay } from "@/lib/server/market/enter-day";
import { withWorkerPool } from "./worker-pool";

export async function closeDay(deps: Deps, values: unknown) {
  await deps.marketClock.refresh();
  const nowMs = deps.marketClock.nowMs("real_time");
  return withWorkerPool(deps, async (pool) => ({
    ok: true,
    output: { entered: await enterDay({ pool, nowMs }, values), days: await listDays(pool) },
  }));
}

export async function openDay(deps: Deps, { date }: { readonly date?: string }) {
  await deps.marketClock.refresh();
  const nowMs = deps.marketClock.nowMs("real_time");
  return withWorkerPool(deps, async (pool) => {
    await removeDay({ pool, nowMs }, date ?? "");
    return { ok: true, output: { removed: date, days: await listDays(pool) } };
  });
}

export async function showDays(deps: Deps) {
  return withWorkerPool(deps, async (pool) => ({
    ok: true,
    output: { days: await listDays(pool) },
  }));
}
