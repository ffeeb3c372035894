-- What few orders have gets one column of canonical text (docs/adr/0017): stops, trails, dollars, groups,
-- replacements. Null for a plain market or limit order, which is therefore accepted at the same cost.
-- The id of a group stands beside it, so that its members find each other.

-- AlterTable
ALTER TABLE "mbt_orders" ADD COLUMN     "extra" TEXT,
ADD COLUMN     "group_id" UUID;

ALTER TABLE mbt_orders DROP CONSTRAINT mbt_orders_status,
  ADD CONSTRAINT mbt_orders_status CHECK (status IN ('accepted', 'held', 'new', 'partially_filled',
    'filled', 'canceled', 'expired', 'replaced', 'rejected'));

CREATE INDEX mbt_orders_group_idx ON mbt_orders (account_id, group_id) WHERE group_id IS NOT NULL;

DROP FUNCTION mbt_commit(
  uuid[], bigint[], bigint[], int[], bigint[], bigint[], bigint[], bytea[], uuid[], bigint[],
  text[], text[], bytea[], timestamptz[], uuid[], uuid[], int[], text[], text[], text[], text[],
  text[], boolean[], bigint[], bigint[], int[], boolean[], bigint[], bigint[], timestamptz[],
  timestamptz[], timestamptz[], timestamptz[], text[], text[], text[], text[], text[], bigint[],
  json, json, json, json, json, json, json, json);

-- The one door: a batch of accounts in a constant number of statements (decisions 2 and 3).
--
-- Accounts come in id order and are taken in that order, so that two batches never wait for each other
-- in a circle. An account whose version moved on, or whose client order id exists, is left out and
-- reported; the rest commits. What every accept writes comes as one array per column, which costs half
-- of what JSON does; what only some events write comes as JSON, one shape per table.
CREATE FUNCTION mbt_commit(
  a_id uuid[], a_expected bigint[], a_version bigint[], a_epoch int[], a_cash_micros bigint[],
  a_reserved_micros bigint[], a_realized_micros bigint[], a_head_hash bytea[],
  e_account_id uuid[], e_version bigint[], e_type text[], e_payload text[], e_hash bytea[],
  e_market_at timestamptz[],
  o_id uuid[], o_account_id uuid[], o_epoch int[], o_client_order_id text[], o_order_class text[],
  o_type text[], o_time_in_force text[], o_status text[], o_working boolean[], o_qty_nanos bigint[],
  o_filled_nanos bigint[], o_fills int[], o_rested boolean[], o_limit_micros bigint[],
  o_reserved_micros bigint[], o_submitted_at timestamptz[], o_updated_at timestamptz[],
  o_expires_at timestamptz[], o_closed_at timestamptz[], o_close_reason text[], o_symbol text[],
  o_instrument text[], o_side text[], o_intent text[], o_filled_value_micros bigint[],
  o_extra text[], o_group_id uuid[],
  p_terms json, p_changed json, p_legs json, p_fills json, p_positions json, p_ledger json,
  p_activities json, p_checkpoints json
) RETURNS TABLE (id uuid, outcome text, order_id uuid, client_order_id text, event_ms bigint)
LANGUAGE plpgsql
-- Every lookup here, and in the foreign keys it fires, is by key. Left to itself a session that planned
-- on small tables goes on scanning them as they grow, until an ANALYZE comes by, and plans the rest
-- anew on each call (seen: 20 times slower).
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
  now_ms bigint := (extract(epoch FROM clock_timestamp()) * 1000)::bigint;
  tx bigint := pg_current_xact_id()::text::bigint;
  taken uuid[];
  won uuid[];
  latest_ms bigint; -- later than now_ms only for an account whose clock is ahead of ours
  all_won boolean; -- the usual case: then no row is looked up in `won`
BEGIN
  IF cardinality(o_id) > 0 THEN
    -- One look by key for each row (OFFSET 0), whatever the planner thinks of the table's size.
    SELECT array_agg(DISTINCT r.account_id) INTO taken
    FROM unnest(o_account_id, o_epoch, o_client_order_id) AS r(account_id, epoch, client_order_id),
      LATERAL (SELECT 1 FROM mbt_orders k WHERE k.account_id = r.account_id AND k.epoch = r.epoch
        AND k.client_order_id = r.client_order_id OFFSET 0) AS known;
    IF taken IS NOT NULL THEN
      RETURN QUERY
        SELECT r.account_id, 'duplicate'::text, known.id, r.client_order_id, 0::bigint
        FROM unnest(o_account_id, o_epoch, o_client_order_id) AS r(account_id, epoch, client_order_id),
          LATERAL (SELECT k.id FROM mbt_orders k WHERE k.account_id = r.account_id AND k.epoch = r.epoch
            AND k.client_order_id = r.client_order_id OFFSET 0) AS known;
    END IF;
  END IF;

  WITH moved AS (
    UPDATE mbt_accounts a SET version = w.version, epoch = w.epoch, cash_micros = w.cash_micros,
      reserved_micros = w.reserved_micros, realized_micros = w.realized_micros,
      head_hash = w.head_hash, last_event_ms = greatest(a.last_event_ms, now_ms)
    FROM unnest(a_id, a_expected, a_version, a_epoch, a_cash_micros, a_reserved_micros,
      a_realized_micros, a_head_hash) AS w(id, expected, version, epoch, cash_micros,
      reserved_micros, realized_micros, head_hash)
    WHERE a.id = w.id AND w.expected > 0 AND a.version = w.expected
      AND (taken IS NULL OR w.id <> ALL (taken))
    RETURNING a.id, a.last_event_ms
  )
  SELECT array_agg(m.id), max(m.last_event_ms) INTO won, latest_ms FROM moved m;

  IF json_array_length(p_terms) > 0 THEN
    WITH opened AS (
      INSERT INTO mbt_accounts AS a (id, user_id, name, epoch, version, kind, policy, profile, market,
        starting_cash_micros, cash_micros, reserved_micros, realized_micros, head_hash,
        last_event_ms, opened_at)
      SELECT w.id, w.user_id, w.name, w.epoch, w.version, w.kind, w.policy, w.profile, w.market,
        w.starting_cash_micros, w.cash_micros, w.reserved_micros, w.realized_micros, w.head_hash,
        now_ms, w.opened_at
      FROM json_to_recordset(p_terms) AS w(
        id uuid, user_id uuid, name text, expected bigint, version bigint, epoch int, kind text,
        policy text, profile text, market text, starting_cash_micros bigint, cash_micros bigint,
        reserved_micros bigint, realized_micros bigint, head_hash bytea, opened_at timestamptz)
      WHERE w.expected = 0 AND (taken IS NULL OR w.id <> ALL (taken))
      ON CONFLICT (id) DO NOTHING
      RETURNING a.id
    )
    SELECT nullif(coalesce(won, '{}') || coalesce(array_agg(n.id), '{}'), '{}') INTO won FROM opened n;
    latest_ms := greatest(latest_ms, now_ms);
    -- A reset or a change of settings moves what is otherwise fixed.
    UPDATE mbt_accounts a SET kind = w.kind, policy = w.policy, profile = w.profile,
      market = w.market, starting_cash_micros = w.starting_cash_micros, opened_at = w.opened_at
    FROM json_to_recordset(p_terms) AS w(id uuid, expected bigint, kind text, policy text,
      profile text, market text, starting_cash_micros bigint, opened_at timestamptz)
    WHERE a.id = w.id AND w.expected > 0 AND a.id = ANY (won);
  END IF;
  all_won := cardinality(won) = cardinality(a_id);

  IF all_won AND latest_ms = now_ms THEN
    RETURN QUERY SELECT u.id, 'committed'::text, NULL::uuid, NULL::text, now_ms FROM unnest(a_id) AS u(id);
  ELSE
    RETURN QUERY
      SELECT u.id, CASE WHEN u.id = ANY (won) THEN 'committed' ELSE 'conflict' END, NULL::uuid,
        NULL::text, coalesce((SELECT a.last_event_ms FROM mbt_accounts a WHERE a.id = u.id), 0)
      FROM unnest(a_id) AS u(id) WHERE taken IS NULL OR u.id <> ALL (taken);
  END IF;
  IF won IS NULL THEN RETURN; END IF;

  INSERT INTO mbt_events (account_id, version, type, payload, hash, event_ms, market_at, xid)
  SELECT r.account_id, r.version, r.type, r.payload, r.hash, CASE WHEN latest_ms = now_ms THEN now_ms
    ELSE (SELECT a.last_event_ms FROM mbt_accounts a WHERE a.id = r.account_id) END, r.market_at, tx
  FROM unnest(e_account_id, e_version, e_type, e_payload, e_hash, e_market_at)
    AS r(account_id, version, type, payload, hash, market_at)
  WHERE all_won OR r.account_id = ANY (won);

  IF cardinality(o_id) > 0 THEN
    INSERT INTO mbt_orders (id, account_id, epoch, client_order_id, order_class, type, time_in_force,
      status, working, qty_nanos, filled_nanos, fills, rested, limit_micros, reserved_micros,
      submitted_at, updated_at, expires_at, closed_at, close_reason, symbol, instrument, side,
      intent, filled_value_micros, extra, group_id)
    SELECT r.* FROM unnest(o_id, o_account_id, o_epoch, o_client_order_id, o_order_class, o_type,
      o_time_in_force, o_status, o_working, o_qty_nanos, o_filled_nanos, o_fills, o_rested,
      o_limit_micros, o_reserved_micros, o_submitted_at, o_updated_at, o_expires_at, o_closed_at,
      o_close_reason, o_symbol, o_instrument, o_side, o_intent, o_filled_value_micros, o_extra,
      o_group_id)
      AS r(id, account_id, epoch, client_order_id, order_class, type, time_in_force, status, working,
      qty_nanos, filled_nanos, fills, rested, limit_micros, reserved_micros, submitted_at, updated_at,
      expires_at, closed_at, close_reason, symbol, instrument, side, intent, filled_value_micros,
      extra, group_id)
    WHERE all_won OR r.account_id = ANY (won);
  END IF;

  IF json_array_length(p_changed) > 0 THEN
    -- Quantity, limit, stop and instrument move with a corporate action.
    UPDATE mbt_orders o SET status = r.status, working = r.working, qty_nanos = r.qty_nanos,
      filled_nanos = r.filled_nanos, fills = r.fills, rested = r.rested,
      limit_micros = r.limit_micros, reserved_micros = r.reserved_micros, updated_at = r.updated_at,
      expires_at = r.expires_at, closed_at = r.closed_at, close_reason = r.close_reason,
      symbol = r.symbol, instrument = r.instrument, filled_value_micros = r.filled_value_micros,
      extra = r.extra
    FROM json_to_recordset(p_changed) AS r(id uuid, account_id uuid, status text, working boolean,
      qty_nanos bigint, filled_nanos bigint, fills int, rested boolean, limit_micros bigint,
      reserved_micros bigint, updated_at timestamptz, expires_at timestamptz, closed_at timestamptz,
      close_reason text, symbol text, instrument text, filled_value_micros bigint, extra text)
    WHERE o.id = r.id AND o.account_id = r.account_id AND (all_won OR r.account_id = ANY (won));
  END IF;

  IF json_array_length(p_legs) > 0 THEN
    INSERT INTO mbt_order_legs AS l (order_id, leg, account_id, id, client_order_id, symbol,
      instrument, side, ratio, intent, filled_nanos, filled_value_micros)
    SELECT r.* FROM json_to_recordset(p_legs) AS r(order_id uuid, leg int, account_id uuid, id uuid,
      client_order_id text, symbol text, instrument text, side text, ratio int, intent text,
      filled_nanos bigint, filled_value_micros bigint)
    WHERE all_won OR r.account_id = ANY (won)
    ON CONFLICT (order_id, leg) DO UPDATE SET symbol = excluded.symbol,
      instrument = excluded.instrument, filled_nanos = excluded.filled_nanos,
      filled_value_micros = excluded.filled_value_micros
    WHERE l.account_id = excluded.account_id;
  END IF;

  IF json_array_length(p_fills) > 0 THEN
    INSERT INTO mbt_fills (id, account_id, epoch, order_id, fill_number, leg, version, symbol, side,
      qty_nanos, price_micros, position_after_nanos, at)
    SELECT r.* FROM json_to_recordset(p_fills) AS r(id uuid, account_id uuid, epoch int,
      order_id uuid, fill_number int, leg int, version bigint, symbol text, side text,
      qty_nanos bigint, price_micros bigint, position_after_nanos bigint, at timestamptz)
    WHERE all_won OR r.account_id = ANY (won);
  END IF;

  IF json_array_length(p_positions) > 0 THEN
    INSERT INTO mbt_positions (account_id, epoch, symbol, instrument, qty_nanos, cost_micros)
    SELECT r.* FROM json_to_recordset(p_positions) AS r(account_id uuid, epoch int, symbol text,
      instrument text, qty_nanos bigint, cost_micros bigint)
    WHERE all_won OR r.account_id = ANY (won)
    ON CONFLICT (account_id, epoch, symbol) DO UPDATE SET instrument = excluded.instrument,
      qty_nanos = excluded.qty_nanos, cost_micros = excluded.cost_micros;
  END IF;

  IF json_array_length(p_ledger) > 0 THEN
    IF EXISTS (
      SELECT 1 FROM json_to_recordset(p_ledger) AS r(account_id uuid, version bigint, amount_micros bigint)
      GROUP BY r.account_id, r.version HAVING sum(r.amount_micros) <> 0
    ) THEN
      RAISE EXCEPTION 'ledger legs do not sum to zero' USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO mbt_ledger_entries (account_id, version, leg, epoch, ledger_account, amount_micros, at)
    SELECT r.* FROM json_to_recordset(p_ledger) AS r(account_id uuid, version bigint, leg int,
      epoch int, ledger_account text, amount_micros bigint, at timestamptz)
    WHERE all_won OR r.account_id = ANY (won);
  END IF;

  IF json_array_length(p_activities) > 0 THEN
    INSERT INTO mbt_activities (id, account_id, epoch, type, version, symbol, side, qty_nanos,
      price_micros, net_micros, order_id, at)
    SELECT r.* FROM json_to_recordset(p_activities) AS r(id text, account_id uuid, epoch int,
      type text, version bigint, symbol text, side text, qty_nanos bigint, price_micros bigint,
      net_micros bigint, order_id uuid, at timestamptz)
    WHERE all_won OR r.account_id = ANY (won);
  END IF;

  IF json_array_length(p_checkpoints) > 0 THEN
    INSERT INTO mbt_checkpoints (account_id, version, state)
    SELECT r.* FROM json_to_recordset(p_checkpoints) AS r(account_id uuid, version bigint, state text)
    WHERE all_won OR r.account_id = ANY (won);
  END IF;
END $$;
REVOKE ALL ON FUNCTION mbt_commit(
  uuid[], bigint[], bigint[], int[], bigint[], bigint[], bigint[], bytea[], uuid[], bigint[],
  text[], text[], bytea[], timestamptz[], uuid[], uuid[], int[], text[], text[], text[], text[],
  text[], boolean[], bigint[], bigint[], int[], boolean[], bigint[], bigint[], timestamptz[],
  timestamptz[], timestamptz[], timestamptz[], text[], text[], text[], text[], text[], bigint[],
  text[], uuid[], json, json, json, json, json, json, json, json) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mbt_commit(
  uuid[], bigint[], bigint[], int[], bigint[], bigint[], bigint[], bytea[], uuid[], bigint[],
  text[], text[], bytea[], timestamptz[], uuid[], uuid[], int[], text[], text[], text[], text[],
  text[], boolean[], bigint[], bigint[], int[], boolean[], bigint[], bigint[], timestamptz[],
  timestamptz[], timestamptz[], timestamptz[], text[], text[], text[], text[], text[], bigint[],
  text[], uuid[], json, json, json, json, json, json, json, json) TO raxx_commit;
