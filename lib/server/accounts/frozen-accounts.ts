/** The accounts that are on hold for a fault. */
import type pg from "pg";

export interface FrozenAccount {
  readonly accountId: string;
  readonly userId: string;
  readonly at: Date;
  readonly reason: string | null;
}

/** A reset opens a new epoch and ends the freeze: the last freeze counts while nothing opened after it. */
const SQL = `
  SELECT e.account_id AS "accountId", a.user_id AS "userId", e.recorded_at AS "at",
    e.payload::json ->> 'reason' AS reason
  FROM mbt_events e JOIN mbt_accounts a ON a.id = e.account_id
  WHERE e.type = 'account_frozen' AND NOT EXISTS (SELECT 1 FROM mbt_events o
    WHERE o.account_id = e.account_id AND o.version > e.version AND o.type = 'account_opened')
  ORDER BY e.recorded_at`;

/** All of them, oldest first; as a role that sees every account. */
export async function frozenAccounts(pool: pg.Pool): Promise<readonly FrozenAccount[]> {
  return (await pool.query<FrozenAccount>(SQL)).rows;
}
