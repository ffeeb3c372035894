-- A purge deletes in sets: nothing is done row by row that a range of keys does, and nothing is counted before it is
-- deleted. Everything it asks of the plan and of its caller stays as 20261122050000 wrote it.

-- Contexts of fills go by their own key, in the purge below; a row trigger on events asked once for each fill.
DROP TRIGGER mbt_events_fill_context ON mbt_events;
DROP FUNCTION forget_fill_context();

-- One batch: what is older than the cut goes, and the baseline takes the place of the last event that went, with its hash,
-- its times and its place in the tail. All of it or nothing; a second call with the same cut finds nothing to do.
CREATE OR REPLACE FUNCTION retention_purge(p_account uuid, p_to bigint, p_baseline text, p_order_ids uuid[], p_working uuid[])
RETURNS TABLE (events int, orders int, fills int, ledger_entries int, activities int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  baseline jsonb := p_baseline;
  cut_epoch int := baseline #>> '{state,epoch}';
  owner uuid;
  now_epoch int;
  last mbt_events%ROWTYPE;
  before json; -- what earlier purges took
  from_version bigint; -- where they ended: what is gone stays in the indexes for a while, and is not looked at again
  touched text[]; -- symbols of activities that went
  any_working boolean;
  gone_events int; gone_orders int; gone_fills int; gone_ledger int; gone_activities int;
BEGIN
  -- For this transaction. Every look is by key, as in mbt_commit: plans made anew, or for a table that was small, cost more
  -- than what they did. And a crash may take a purge back whole, the next run does it again: nobody waits for its disk. Its
  -- log is written before that of any commit after it, so that nothing builds on a purge that was lost.
  PERFORM set_config(s.name, s.value, true) FROM (VALUES ('enable_seqscan', 'off'), ('enable_hashjoin', 'off'),
    ('enable_mergejoin', 'off'), ('plan_cache_mode', 'force_generic_plan'), ('synchronous_commit', 'off')) s(name, value);
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
  IF coalesce(baseline #>> '{purged,lastHash}' <> encode(last.hash, 'hex'), true)
    OR coalesce((baseline #>> '{state,version}')::bigint <> p_to, true) THEN
    RAISE EXCEPTION 'the baseline is not that of event %', p_to;
  END IF;

  SELECT substring(payload FROM '"counts":({[^}]*})'), version
    INTO before, from_version FROM mbt_events WHERE account_id = p_account AND type = 'account_baselined';
  from_version := coalesce(from_version, 0);

  -- A closed epoch takes no orders any more: only those of the running one keep their names.
  WITH gone AS (
    DELETE FROM mbt_orders WHERE account_id = p_account AND id = ANY (p_order_ids)
    RETURNING id, epoch, client_order_id, working
  ), named AS (
    INSERT INTO mbt_purged_order_ids (account_id, epoch, hash, order_id)
    SELECT p_account, epoch, sha256(convert_to(client_order_id, 'UTF8')), id FROM gone WHERE epoch = now_epoch
    ON CONFLICT DO NOTHING
  )
  SELECT count(*), bool_or(working) INTO gone_orders, any_working FROM gone;
  IF any_working THEN RAISE EXCEPTION 'a working order is never purged'; END IF;
  DELETE FROM mbt_purged_order_ids WHERE account_id = p_account AND epoch < now_epoch;

  DELETE FROM mbt_fills WHERE account_id = p_account AND version > from_version AND version <= p_to;
  GET DIAGNOSTICS gone_fills = ROW_COUNT;
  DELETE FROM fill_contexts WHERE account_id = p_account AND version > from_version AND version <= p_to;
  DELETE FROM mbt_ledger_entries WHERE account_id = p_account AND version > from_version AND version <= p_to;
  GET DIAGNOSTICS gone_ledger = ROW_COUNT;
  -- Ids begin with the market's time: the bound only spares reading the rest, an hour more than a change of feed moves it.
  WITH gone AS (
    DELETE FROM mbt_activities WHERE account_id = p_account AND version <= p_to
      AND id < to_char((last.market_at + interval '1 hour') AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSMS')
    RETURNING symbol
  )
  SELECT count(*), array_agg(DISTINCT symbol) INTO gone_activities, touched FROM gone;
  -- Flat positions go with the last that is told of them: only a symbol of what went can have come to that.
  DELETE FROM mbt_positions p WHERE p.account_id = p_account AND (p.epoch < cut_epoch
    OR (p.epoch = cut_epoch AND p.symbol = ANY (touched) AND p.qty_nanos = 0 AND p.cost_micros = 0 AND NOT EXISTS (
      SELECT 1 FROM mbt_activities a WHERE a.account_id = p_account AND a.symbol = p.symbol)));
  DELETE FROM mbt_checkpoints WHERE account_id = p_account AND version <= p_to;

  DELETE FROM mbt_events WHERE account_id = p_account AND version >= from_version AND version <= p_to;
  GET DIAGNOSTICS gone_events = ROW_COUNT;
  IF before IS NOT NULL THEN gone_events := gone_events - 1; END IF;
  -- What went is known here alone. Keys of canonical text are sorted: the first counts in it are those of the purge.
  INSERT INTO mbt_events (account_id, version, type, payload, hash, event_ms, market_at, recorded_at, xid, position)
    VALUES (p_account, p_to, 'account_baselined',
      regexp_replace(p_baseline, '"counts":{[^}]*}', format(
        '"counts":{"activities":%s,"events":%s,"fills":%s,"ledger_entries":%s,"orders":%s}',
        gone_activities + coalesce((before ->> 'activities')::int, 0), gone_events + coalesce((before ->> 'events')::int, 0),
        gone_fills + coalesce((before ->> 'fills')::int, 0), gone_ledger + coalesce((before ->> 'ledger_entries')::int, 0),
        gone_orders + coalesce((before ->> 'orders')::int, 0))),
      last.hash, last.event_ms, last.market_at, last.recorded_at, last.xid, last.position);
  IF EXISTS (SELECT 1 FROM unnest(p_working) w(id) LEFT JOIN mbt_orders o ON o.id = w.id AND o.account_id = p_account
    WHERE o.id IS NULL) THEN
    RAISE EXCEPTION 'an order of the baseline is missing';
  END IF;
  RETURN QUERY SELECT gone_events, gone_orders, gone_fills, gone_ledger, gone_activities;
END $$;
