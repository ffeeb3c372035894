/** replay: rebuilds one account from its events and tells its story: what happened, what it led to, whether all agrees. */

import { emptyAccount } from "@/lib/engine/account/account-state";
import { evolve } from "@/lib/engine/account/evolve";
import { parseCanonical } from "@/lib/engine/canonical";
import { formatDollars } from "@/lib/engine/decimal";
import type { AccountEvent } from "@/lib/engine/event/event";
import { isoTime } from "@/lib/server/clock";
import type { Deps } from "@/lib/server/deps";
import { isUuid } from "@/lib/server/ids";
import { verifyAccounts } from "@/lib/server/verify/verify-all";
import { withWorkerPool } from "./worker-pool";

const SQL = "SELECT payload FROM mbt_events WHERE account_id = $1 ORDER BY version";

export async function replayAccount(
  deps: Deps,
  values: { readonly account?: readonly string[]; readonly last?: string },
) {
  const [accountId, second] = values.account ?? [];
  if (accountId === undefined || second !== undefined || !isUuid(accountId)) {
    throw new Error("give one --account ID");
  }
  return withWorkerPool(deps, async (pool) => {
    const { rows } = await pool.query<{ payload: string }>(SQL, [accountId]);
    if (rows.length === 0) throw new Error(`there is no account ${accountId}`);
    let state = emptyAccount(accountId);
    const story = rows.map(({ payload }) => {
      const event = parseCanonical<AccountEvent>(payload);
      state = evolve(state, event);
      const { version, cashMicros, orders, positions } = state;
      return {
        ...{ version, type: event.type, marketAt: isoTime(event.atMs) },
        ...{ cash: formatDollars(cashMicros), orders: orders.size, positions: positions.size },
      };
    });
    const { failures } = await verifyAccounts(pool, [accountId]);
    const last = Number(values.last ?? "50");
    const output = { accountId, events: story.length, failures, story: story.slice(-last) };
    return { ok: failures.length === 0, output };
  });
}
