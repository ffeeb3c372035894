-- History is kept as long as the plan says: 90 days, three years, for ever (engine.md §9, decisions 18 and 32).

-- CreateTable
CREATE TABLE "mbt_purged_order_ids" (
    "account_id" UUID NOT NULL,
    "epoch" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,
    "order_id" UUID NOT NULL,

    CONSTRAINT "mbt_purged_order_ids_pkey" PRIMARY KEY ("account_id","epoch","hash")
);

-- AddForeignKey
ALTER TABLE "mbt_purged_order_ids" ADD CONSTRAINT "mbt_purged_order_ids_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "mbt_accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE mbt_purged_order_ids OWNER TO raxx_owner;
ALTER TABLE mbt_purged_order_ids ENABLE ROW LEVEL SECURITY;
ALTER TABLE mbt_purged_order_ids FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON mbt_purged_order_ids TO raxx_owner USING (true) WITH CHECK (true);
CREATE POLICY retention_all ON mbt_purged_order_ids TO raxx_retention USING (true);
CREATE POLICY worker_reads ON mbt_purged_order_ids FOR SELECT TO raxx_worker USING (true);
CREATE POLICY door_all ON mbt_purged_order_ids TO raxx_commit USING (true) WITH CHECK (true);
CREATE POLICY own_rows ON mbt_purged_order_ids FOR SELECT TO raxx_web
  USING (account_id IN (SELECT id FROM mbt_accounts WHERE user_id = app_user_id()));
GRANT SELECT ON mbt_purged_order_ids TO raxx_web, raxx_commit, raxx_worker;

-- What a log begins with after a purge: the laws add to it. At most one an account.
CREATE UNIQUE INDEX mbt_events_baseline_idx ON mbt_events (account_id) WHERE type = 'account_baselined';

-- A client order id is taken for ever, also when its order is gone. The one door's function is otherwise as
-- 20261121170000 wrote it, so only its two looks at known ids are changed, and it is an error when they are not found.
DO $$
DECLARE
  def text := pg_get_functiondef('mbt_commit'::regproc);
  purged text := ' UNION ALL SELECT %s FROM mbt_purged_order_ids p WHERE p.account_id = r.account_id AND p.epoch = r.epoch
        AND p.hash = sha256(convert_to(r.client_order_id, ''UTF8'')) OFFSET 0)';
  one text;
  two text;
BEGIN
  one := regexp_replace(def, '(SELECT 1 FROM mbt_orders k WHERE k\.account_id = r\.account_id AND k\.epoch = r\.epoch\s+AND k\.client_order_id = r\.client_order_id) OFFSET 0\)',
    '\1' || format(purged, '1'));
  two := regexp_replace(one, '(SELECT k\.id FROM mbt_orders k WHERE k\.account_id = r\.account_id AND k\.epoch = r\.epoch\s+AND k\.client_order_id = r\.client_order_id) OFFSET 0\)',
    '\1' || format(purged, 'p.order_id'));
  IF one = def OR two = one THEN RAISE EXCEPTION 'mbt_commit looks otherwise than expected'; END IF;
  EXECUTE two;
END $$;

-- How long a user's history is kept. For thirty days after a change of plan the longer of both counts (engine.md §9);
-- null is for ever. Whatever a caller of the purge asks, nothing younger goes.
CREATE FUNCTION retention_kept(p_user uuid) RETURNS interval
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN bool_or(t.tier = 'pro_plus') THEN NULL
    WHEN bool_or(t.tier = 'pro') THEN interval '3 years' ELSE interval '90 days' END
  FROM (
    SELECT tier FROM users WHERE id = p_user
    UNION ALL
    SELECT detail ->> 'from' FROM security_events
    WHERE user_id = p_user AND kind = 'tier_changed' AND at > now() - interval '30 days') t
$$;

-- Accounts whose log begins before what their plan keeps: their first events tell.
CREATE FUNCTION retention_due(p_after uuid, p_limit int) RETURNS TABLE (account_id uuid, cut_off timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.id, now() - retention_kept(a.user_id) FROM mbt_accounts a
  WHERE a.id > p_after AND EXISTS (
    SELECT 1 FROM (SELECT e.type, e.recorded_at FROM mbt_events e WHERE e.account_id = a.id
      ORDER BY e.version LIMIT 2) first
    WHERE first.type <> 'account_baselined' AND first.recorded_at < now() - retention_kept(a.user_id))
  ORDER BY a.id LIMIT p_limit
$$;

-- The oldest events of a log that its plan no longer keeps, a batch of them.
CREATE FUNCTION retention_oldest(p_account uuid, p_after bigint, p_limit int)
RETURNS TABLE (version bigint, payload text, hash bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.version, o.payload, o.hash FROM (
    SELECT e.version, e.payload, e.hash, e.recorded_at FROM mbt_events e
    WHERE e.account_id = p_account AND e.version > p_after ORDER BY e.version LIMIT p_limit) o
  WHERE o.recorded_at < now() - (SELECT retention_kept(a.user_id) FROM mbt_accounts a WHERE a.id = p_account)
$$;

-- What a batch takes with it: the rows of versions up to the cut, and the orders that ended before it.
CREATE FUNCTION retention_count(p_account uuid, p_to bigint, p_order_ids uuid[])
RETURNS TABLE (events int, orders int, fills int, ledger_entries int, activities int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT
    (SELECT count(*)::int FROM mbt_events WHERE account_id = p_account AND version <= p_to AND type <> 'account_baselined'),
    (SELECT count(*)::int FROM mbt_orders WHERE account_id = p_account AND id = ANY (p_order_ids)),
    (SELECT count(*)::int FROM mbt_fills WHERE account_id = p_account AND version <= p_to),
    (SELECT count(*)::int FROM mbt_ledger_entries WHERE account_id = p_account AND version <= p_to),
    (SELECT count(*)::int FROM mbt_activities WHERE account_id = p_account AND version <= p_to)
$$;

-- One batch: what is older than the cut goes, and the baseline takes the place of the last event that went, with its hash,
-- its times and its place in the tail. All of it or nothing; a second call with the same cut finds nothing to do.
CREATE FUNCTION retention_purge(p_account uuid, p_to bigint, p_baseline text, p_order_ids uuid[], p_working uuid[])
RETURNS TABLE (events int, orders int, fills int, ledger_entries int, activities int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  owner uuid;
  now_epoch int;
  cut_epoch int := (p_baseline::json -> 'state' ->> 'epoch')::int;
  last mbt_events%ROWTYPE;
  gone_events int; gone_orders int; gone_fills int; gone_ledger int; gone_activities int;
BEGIN
  SELECT user_id, epoch INTO owner, now_epoch FROM mbt_accounts WHERE id = p_account;
  SELECT * INTO last FROM mbt_events WHERE account_id = p_account AND version = p_to;
  IF NOT FOUND THEN RAISE EXCEPTION 'there is no event % of this account', p_to; END IF;
  IF last.type = 'account_baselined' THEN
    RETURN QUERY SELECT 0, 0, 0, 0, 0;
    RETURN;
  END IF;
  IF coalesce(last.recorded_at >= now() - retention_kept(owner), true) THEN
    RAISE EXCEPTION 'the plan of this account keeps event %', p_to;
  END IF;
  IF (p_baseline::json -> 'purged' ->> 'lastHash') <> encode(last.hash, 'hex')
    OR (p_baseline::json -> 'state' ->> 'version')::bigint <> p_to THEN
    RAISE EXCEPTION 'the baseline is not that of event %', p_to;
  END IF;
  IF EXISTS (SELECT 1 FROM mbt_orders WHERE account_id = p_account AND id = ANY (p_order_ids) AND working) THEN
    RAISE EXCEPTION 'a working order is never purged';
  END IF;

  -- A closed epoch takes no orders any more: only those of the running one keep their names.
  INSERT INTO mbt_purged_order_ids (account_id, epoch, hash, order_id)
    SELECT p_account, epoch, sha256(convert_to(client_order_id, 'UTF8')), id FROM mbt_orders
    WHERE account_id = p_account AND id = ANY (p_order_ids) AND epoch = now_epoch
    ON CONFLICT DO NOTHING;
  DELETE FROM mbt_purged_order_ids WHERE account_id = p_account AND epoch < now_epoch;

  DELETE FROM mbt_fills WHERE account_id = p_account AND version <= p_to;
  GET DIAGNOSTICS gone_fills = ROW_COUNT;
  DELETE FROM mbt_ledger_entries WHERE account_id = p_account AND version <= p_to;
  GET DIAGNOSTICS gone_ledger = ROW_COUNT;
  -- Ids begin with the market's time: the bound only spares reading the rest, an hour more than a change of feed moves it.
  DELETE FROM mbt_activities WHERE account_id = p_account AND version <= p_to
    AND id < to_char((last.market_at + interval '1 hour') AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSMS');
  GET DIAGNOSTICS gone_activities = ROW_COUNT;
  DELETE FROM mbt_orders WHERE account_id = p_account AND id = ANY (p_order_ids);
  GET DIAGNOSTICS gone_orders = ROW_COUNT;
  DELETE FROM mbt_positions p WHERE p.account_id = p_account AND (p.epoch < cut_epoch
    OR (p.epoch = cut_epoch AND p.qty_nanos = 0 AND p.cost_micros = 0 AND NOT EXISTS (
      SELECT 1 FROM mbt_activities a WHERE a.account_id = p_account AND a.symbol = p.symbol)));
  DELETE FROM mbt_checkpoints WHERE account_id = p_account AND version <= p_to;
  DELETE FROM mbt_events WHERE account_id = p_account AND version <= p_to AND type <> 'account_baselined';
  GET DIAGNOSTICS gone_events = ROW_COUNT;
  DELETE FROM mbt_events WHERE account_id = p_account AND version <= p_to;
  INSERT INTO mbt_events (account_id, version, type, payload, hash, event_ms, market_at, recorded_at, xid, position)
    VALUES (p_account, p_to, 'account_baselined', p_baseline, last.hash, last.event_ms, last.market_at,
      last.recorded_at, last.xid, last.position);
  IF EXISTS (SELECT 1 FROM unnest(p_working) w(id) LEFT JOIN mbt_orders o ON o.id = w.id AND o.account_id = p_account
    WHERE o.id IS NULL) THEN
    RAISE EXCEPTION 'an order of the baseline is missing';
  END IF;
  RETURN QUERY SELECT gone_events, gone_orders, gone_fills, gone_ledger, gone_activities;
END $$;

-- Jobs of market days are forgotten after a year, their effects first; one that is not done stays.
CREATE FUNCTION retention_delete_market_jobs(p_before timestamptz, p_limit int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  gone int;
  gone_jobs int;
  cut_off timestamptz := least(p_before, now() - interval '60 days');
BEGIN
  DELETE FROM mbt_job_effects e WHERE (e.job_key, e.account_id) IN (
    SELECT f.job_key, f.account_id FROM mbt_job_effects f JOIN market_jobs j ON j.key = f.job_key
    WHERE j.status = 'done' AND j.updated_at < cut_off LIMIT p_limit);
  GET DIAGNOSTICS gone = ROW_COUNT;
  DELETE FROM market_jobs WHERE key IN (
    SELECT j.key FROM market_jobs j WHERE j.status = 'done' AND j.updated_at < cut_off
      AND NOT EXISTS (SELECT 1 FROM mbt_job_effects f WHERE f.job_key = j.key) LIMIT p_limit - gone);
  GET DIAGNOSTICS gone_jobs = ROW_COUNT;
  RETURN gone + gone_jobs;
END $$;

DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['retention_kept(uuid)', 'retention_due(uuid, int)', 'retention_oldest(uuid, bigint, int)',
    'retention_count(uuid, bigint, uuid[])', 'retention_purge(uuid, bigint, text, uuid[], uuid[])',
    'retention_delete_market_jobs(timestamptz, int)'] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO raxx_owner', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO raxx_retention', f);
  END LOOP;
END $$;
