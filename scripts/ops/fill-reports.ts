/** fill:reports: what users found wrong with fills, the newest first. */
import type { Deps } from "@/lib/server/deps";
import { withWorkerPool } from "./worker-pool";

const SQL = `
  SELECT fill_id AS "fillId", account_id AS "accountId", text, created_at AS "at"
  FROM fill_reports ORDER BY created_at DESC LIMIT 200`;

/** Exit 0 also when there are some: the list was asked for. */
export async function fillReports(deps: Deps) {
  const { rows } = await withWorkerPool(deps, (pool) => pool.query(SQL));
  return { ok: true, output: rows };
}
