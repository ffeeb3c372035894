/** What must be so after a round, asked of the database alone. */
import type pg from "pg";
import { brokenLaws } from "@/lib/server/verify/laws";
import { verifyAccounts } from "@/lib/server/verify/verify-all";
import type { Account } from "./accounts";
import type { Scenario } from "./story";

/** What must be so once for each account when its work is over. */
// A worker that dies after a settlement and before its row leaves none: there is nothing left to settle then.
const DONE: { readonly [S in Scenario]: string } = {
  fills: "(SELECT count(*) FROM mbt_fills f WHERE f.account_id = a.id) = 1",
  expiry: `(SELECT count(*) FROM mbt_events e WHERE e.account_id = a.id AND e.type = 'option_assigned') = 1
    AND (SELECT count(*) FROM mbt_events e WHERE e.account_id = a.id AND e.type = 'option_expired') = 1
    AND (SELECT count(*) FROM mbt_job_effects j WHERE j.account_id = a.id AND j.outcome <> 'done') = 0`,
  purge: `(SELECT count(*) FROM mbt_events e WHERE e.account_id = a.id) = 1
    AND (SELECT count(*) FROM mbt_orders o WHERE o.account_id = a.id AND o.working) = 1
    AND (SELECT count(*) FROM mbt_purged_order_ids p WHERE p.account_id = a.id) = 6`,
  orders: "(SELECT count(*) FROM mbt_orders o WHERE o.account_id = a.id AND o.working) = 1",
};
/** A door that no wall stopped meets the next one, and holds the account: that is a wall too few. */
const FROZEN = `SELECT account_id AS id FROM mbt_events
  WHERE account_id = ANY ($1) AND type = 'account_frozen'`;

/** Everything wrong with these accounts; `done` says what must have come of them, once. */
export async function wrongWith(
  admin: pg.Pool,
  accounts: readonly Account[],
  done: Scenario | null,
): Promise<readonly string[]> {
  const ids = accounts.map(({ accountId }) => accountId);
  const broken = await brokenLaws(admin, ids);
  const { failures } = await verifyAccounts(admin, ids);
  const frozen = await admin.query<{ id: string }>(FROZEN, [ids]);
  const wrong = [
    ...broken.map(({ law, what }) => `${law}: ${what}`),
    ...failures.map(({ difference }) => difference),
    ...frozen.rows.map(({ id }) => `${id} was frozen`),
  ];
  if (done === null) return wrong;
  const { rows } = await admin.query<{ id: string }>(
    `SELECT a.id FROM mbt_accounts a WHERE a.id = ANY ($1) AND NOT (${DONE[done]})`,
    [ids],
  );
  return [...wrong, ...rows.map(({ id }) => `${done} was not done once on ${id}`)];
}
