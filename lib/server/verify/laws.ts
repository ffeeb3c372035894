/**
 * The laws every account keeps, as questions to the database (reliability.md R6, decisions 32). Written
 * against the tables and not with the code that fills them, beside the replay of `verify`: the two
 * find different mistakes.
 */
import type pg from "pg";

export interface Violation {
  readonly accountId: string;
  readonly law: string;
  /** What breaks it. */
  readonly what: string;
}

/** Whose rows are looked at, as a condition on the column that names the account. */
type Mine = (column: string) => string;

/** What is left of a purged log is its first event: the state at the cut. */
const BASELINE =
  "SELECT account_id, payload::json -> 'state' AS state FROM mbt_events WHERE type = 'account_baselined'";

/** Each query finds the rows that break its law: the account, and what is wrong with it. */
const LAWS: { readonly [law: string]: (mine: Mine) => string } = {
  "cash is not the sum of its ledger": (mine) => `
    SELECT a.id AS account_id, a.cash_micros::text AS what FROM mbt_accounts a
    LEFT JOIN mbt_ledger_entries l
      ON l.account_id = a.id AND l.epoch = a.epoch AND l.ledger_account = 'cash'
    LEFT JOIN (${BASELINE}) b ON b.account_id = a.id AND (b.state ->> 'epoch')::int = a.epoch
    WHERE ${mine("a.id")}
    GROUP BY a.id, b.state ->> 'cashMicros'
    HAVING a.cash_micros <> coalesce(sum(l.amount_micros), 0)
      + coalesce((b.state ->> 'cashMicros')::bigint, 0)`,
  "a cash account has promised more than it has": (mine) => `
    SELECT id AS account_id, reserved_micros::text AS what FROM mbt_accounts
    WHERE ${mine("id")} AND kind = 'cash' AND cash_micros - reserved_micros < 0`,
  "ledger legs do not sum to zero": (mine) => `
    SELECT account_id, version::text AS what FROM mbt_ledger_entries WHERE ${mine("account_id")}
    GROUP BY account_id, version HAVING sum(amount_micros) <> 0`,
  // Exercise, assignment, expiry and corporate actions change positions too; their activities are signed.
  "a position is not the sum of its fills and of what no order made": (mine) => `
    SELECT p.account_id, p.symbol AS what FROM mbt_positions p
    LEFT JOIN (
      SELECT account_id, epoch, symbol,
        CASE side WHEN 'buy' THEN qty_nanos ELSE -qty_nanos END AS change FROM mbt_fills
      WHERE ${mine("account_id")}
      UNION ALL
      -- A cash dividend names the shares it was paid on, at so much each: they stay.
      SELECT account_id, epoch, symbol, qty_nanos FROM mbt_activities
      WHERE ${mine("account_id")} AND type <> 'FILL' AND NOT (type = 'DIV' AND price_micros IS NOT NULL)
      UNION ALL
      SELECT account_id, (state ->> 'epoch')::int, h ->> 'symbol', (h ->> 'qtyNanos')::bigint
      FROM (${BASELINE}) b, json_array_elements(state -> 'positions') h WHERE ${mine("account_id")}
    ) c USING (account_id, epoch, symbol)
    WHERE ${mine("p.account_id")}
    GROUP BY p.account_id, p.epoch, p.symbol, p.qty_nanos
    HAVING p.qty_nanos <> coalesce(sum(c.change), 0)`,
  // An order carries over what the one it took the place of had filled.
  "a leg filled more or less than its fills": (mine) => `
    SELECT l.account_id, l.order_id || ' ' || l.leg AS what FROM mbt_legs l
    JOIN mbt_orders o ON o.id = l.order_id
    LEFT JOIN mbt_legs r ON r.order_id = (o.extra::json ->> 'replaces')::uuid AND r.leg = l.leg
    LEFT JOIN mbt_fills f ON f.order_id = l.order_id AND f.leg = l.leg
    LEFT JOIN (
      SELECT (o ->> 'id')::uuid AS order_id, g.n - 1 AS leg, (g.leg ->> 'filledNanos')::bigint AS filled
      FROM (${BASELINE}) b, json_array_elements(state -> 'orders') o,
        json_array_elements(o -> 'legs') WITH ORDINALITY g(leg, n) WHERE ${mine("account_id")}
    ) b ON b.order_id = l.order_id AND b.leg = l.leg
    WHERE ${mine("l.account_id")}
    GROUP BY l.account_id, l.order_id, l.leg, l.filled_nanos, r.filled_nanos, b.filled
    HAVING l.filled_nanos <> coalesce(b.filled, r.filled_nanos, 0) + coalesce(sum(f.qty_nanos), 0)`,
  "an order filled beyond its quantity": (mine) => `
    SELECT o.account_id, o.id::text AS what FROM mbt_orders o JOIN mbt_legs l ON l.order_id = o.id
    LEFT JOIN mbt_fills f ON f.order_id = o.id AND f.leg = l.leg
    WHERE ${mine("o.account_id")}
    GROUP BY o.id, o.qty_nanos, l.leg, l.ratio HAVING sum(f.qty_nanos) > o.qty_nanos * l.ratio`,
  "two orders share a client order id": (mine) => `
    SELECT account_id, client_order_id AS what FROM mbt_orders WHERE ${mine("account_id")}
    GROUP BY account_id, epoch, client_order_id HAVING count(*) > 1`,
  "an order was accepted twice": (mine) => `
    SELECT account_id, payload::json -> 'order' ->> 'id' AS what FROM mbt_events
    WHERE ${mine("account_id")} AND type = 'order_accepted'
    GROUP BY account_id, payload::json -> 'order' ->> 'id' HAVING count(*) > 1`,
  "reserves are not those of the working orders": (mine) => `
    SELECT a.id AS account_id, a.reserved_micros::text AS what FROM mbt_accounts a
    LEFT JOIN mbt_orders o ON o.account_id = a.id AND o.working
    WHERE ${mine("a.id")}
    GROUP BY a.id HAVING a.reserved_micros <> coalesce(sum(o.reserved_micros), 0)`,
  "versions have a gap or a twin": (mine) => `
    SELECT a.id AS account_id, a.version::text AS what FROM mbt_accounts a
    LEFT JOIN mbt_events e ON e.account_id = a.id
    LEFT JOIN (${BASELINE}) b ON b.account_id = a.id
    WHERE ${mine("a.id")}
    GROUP BY a.id, b.state ->> 'version'
    HAVING count(e.version) <> a.version - coalesce((b.state ->> 'version')::bigint - 1, 0)
      OR count(DISTINCT e.version) <> count(e.version)
      OR min(e.version) <> coalesce((b.state ->> 'version')::bigint, 1)`,
  "event times go back": (mine) => `
    SELECT account_id, version::text AS what FROM (
      SELECT account_id, version, event_ms,
        lag(event_ms) OVER (PARTITION BY account_id ORDER BY version) AS before FROM mbt_events
      WHERE ${mine("account_id")}) e
    WHERE event_ms < before`,
};

/** Everything these accounts break, or all accounts; each law sees one moment of the database. */
export async function brokenLaws(
  pool: pg.Pool,
  only: readonly string[] | null,
): Promise<readonly Violation[]> {
  const mine: Mine = only === null ? () => "true" : (column) => `${column} = ANY ($1::uuid[])`;
  const found: Violation[] = [];
  for (const [law, sqlOf] of Object.entries(LAWS)) {
    const { rows } = await pool.query<{ account_id: string; what: string }>(
      sqlOf(mine),
      only === null ? [] : [only],
    );
    for (const { account_id: accountId, what } of rows) found.push({ accountId, law, what });
  }
  return found;
}
