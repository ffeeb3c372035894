/**
 * The laws every account keeps, as questions to the database. Written against the tables and not
 * with the code that fills them, beside the replay of `verify`: the two find different mistakes.
 */
import type pg from "pg";
import { verifyAccounts } from "../verify/verify-all";

/** Each query finds the rows that break its law; `what` names the first. */
const LAWS: Readonly<Record<string, string>> = {
  "cash is not the sum of its ledger": `
    SELECT a.id::text AS what FROM mbt_accounts a LEFT JOIN mbt_ledger_entries l
      ON l.account_id = a.id AND l.epoch = a.epoch AND l.ledger_account = 'cash'
    GROUP BY a.id HAVING a.cash_micros <> coalesce(sum(l.amount_micros), 0)`,
  "ledger legs do not sum to zero": `
    SELECT account_id || ' ' || version AS what FROM mbt_ledger_entries
    GROUP BY account_id, version HAVING sum(amount_micros) <> 0`,
  // Exercise, assignment, expiry and corporate actions change positions too; their activities are signed.
  "a position is not the sum of its fills and of what no order made": `
    SELECT p.account_id || ' ' || p.symbol AS what FROM mbt_positions p
    LEFT JOIN (
      SELECT account_id, epoch, symbol,
        CASE side WHEN 'buy' THEN qty_nanos ELSE -qty_nanos END AS change FROM mbt_fills
      UNION ALL
      SELECT account_id, epoch, symbol, qty_nanos FROM mbt_activities WHERE type <> 'FILL'
    ) c USING (account_id, epoch, symbol)
    GROUP BY p.account_id, p.epoch, p.symbol, p.qty_nanos
    HAVING p.qty_nanos <> coalesce(sum(c.change), 0)`,
  // An order carries over what the one it took the place of had filled.
  "a leg filled more or less than its fills": `
    SELECT l.order_id || ' ' || l.leg AS what FROM mbt_legs l
    JOIN mbt_orders o ON o.id = l.order_id
    LEFT JOIN mbt_legs r ON r.order_id = (o.extra::json ->> 'replaces')::uuid AND r.leg = l.leg
    LEFT JOIN mbt_fills f ON f.order_id = l.order_id AND f.leg = l.leg
    GROUP BY l.order_id, l.leg, l.filled_nanos, r.filled_nanos
    HAVING l.filled_nanos <> coalesce(r.filled_nanos, 0) + coalesce(sum(f.qty_nanos), 0)`,
  "an order filled beyond its quantity": `
    SELECT o.id::text AS what FROM mbt_orders o JOIN mbt_legs l ON l.order_id = o.id
    LEFT JOIN mbt_fills f ON f.order_id = o.id AND f.leg = l.leg
    GROUP BY o.id, o.qty_nanos, l.leg, l.ratio HAVING sum(f.qty_nanos) > o.qty_nanos * l.ratio`,
  "two orders share a client order id": `
    SELECT account_id || ' ' || client_order_id AS what FROM mbt_orders
    GROUP BY account_id, epoch, client_order_id HAVING count(*) > 1`,
  "an order was accepted twice": `
    SELECT account_id || ' ' || (payload::json -> 'order' ->> 'id') AS what FROM mbt_events
    WHERE type = 'order_accepted'
    GROUP BY account_id, payload::json -> 'order' ->> 'id' HAVING count(*) > 1`,
  "reserves are not those of the working orders": `
    SELECT a.id::text AS what FROM mbt_accounts a
    LEFT JOIN mbt_orders o ON o.account_id = a.id AND o.working
    GROUP BY a.id HAVING a.reserved_micros <> coalesce(sum(o.reserved_micros), 0)`,
  "versions have a gap or a twin": `
    SELECT a.id::text AS what FROM mbt_accounts a LEFT JOIN mbt_events e ON e.account_id = a.id
    GROUP BY a.id HAVING count(e.version) <> a.version OR count(DISTINCT e.version) <> a.version`,
  "event times go back": `
    SELECT account_id || ' ' || version AS what FROM (
      SELECT account_id, version, event_ms,
        lag(event_ms) OVER (PARTITION BY account_id ORDER BY version) AS before FROM mbt_events) e
    WHERE event_ms < before`,
};

/** Everything that is wrong, as sentences; empty when all is well. */
export async function findViolations(pool: pg.Pool): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [law, sql] of Object.entries(LAWS)) {
    const { rows } = await pool.query<{ what: string }>(sql);
    if (rows[0] !== undefined) found.push(`${law}: ${rows[0].what} (${rows.length} in all)`);
  }
  const report = await verifyAccounts(pool, null);
  return [...found, ...report.failures.map((one) => `${one.accountId}: ${one.difference}`)];
}
