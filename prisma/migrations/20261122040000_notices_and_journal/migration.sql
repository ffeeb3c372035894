-- What a user is told of and where, what they write about their trades, and the quotes around a fill.
CREATE TABLE "alerts" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "symbol" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "price_micros" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "fired_at" TIMESTAMPTZ(3),
    "fired_price_micros" BIGINT,
    "deleted_at" TIMESTAMPTZ(3),
    CONSTRAINT "alerts_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "alerts_direction" CHECK ("direction" IN ('rises_to', 'falls_to'))
);
CREATE TABLE "notices" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "fill_id" UUID,
    "in_app" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMPTZ(3),
    CONSTRAINT "notices_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "notices_kind" CHECK ("kind" IN ('price', 'fill', 'assignment', 'expiry'))
);
CREATE TABLE "notice_choices" (
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "in_app" BOOLEAN NOT NULL,
    "webhook" BOOLEAN NOT NULL,
    CONSTRAINT "notice_choices_pkey" PRIMARY KEY ("user_id", "kind")
);
CREATE TABLE "notice_tail" (
    "id" INTEGER NOT NULL,
    "xid" BIGINT NOT NULL,
    "position" BIGINT NOT NULL,
    CONSTRAINT "notice_tail_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "notice_tail_one" CHECK ("id" = 1)
);
CREATE TABLE "journal_notes" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "tags" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "journal_notes_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "fill_reports" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "fill_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "fill_reports_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "fill_contexts" (
    "account_id" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "quotes" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "fill_contexts_pkey" PRIMARY KEY ("account_id", "version")
);

CREATE INDEX "alerts_user_id_idx" ON "alerts"("user_id");
CREATE INDEX "alerts_account_id_idx" ON "alerts"("account_id");
-- What the worker asks for every few seconds: few of all there ever were.
CREATE INDEX "alerts_waiting_idx" ON "alerts"("symbol") WHERE fired_at IS NULL AND deleted_at IS NULL;
CREATE UNIQUE INDEX "notices_account_id_key_key" ON "notices"("account_id", "key");
CREATE INDEX "notices_user_id_id_idx" ON "notices"("user_id", "id" DESC);
CREATE INDEX "notices_created_at_idx" ON "notices"("created_at");
CREATE UNIQUE INDEX "journal_notes_account_id_subject_key" ON "journal_notes"("account_id", "subject");
CREATE INDEX "journal_notes_user_id_idx" ON "journal_notes"("user_id");
CREATE UNIQUE INDEX "fill_reports_account_id_fill_id_key" ON "fill_reports"("account_id", "fill_id");
CREATE INDEX "fill_reports_user_id_idx" ON "fill_reports"("user_id");

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['alerts', 'notices', 'notice_choices', 'journal_notes', 'fill_reports'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (user_id) REFERENCES users(id)
      ON DELETE CASCADE ON UPDATE CASCADE', t, t || '_user_id_fkey');
  END LOOP;
  FOREACH t IN ARRAY ARRAY['alerts', 'notices', 'journal_notes', 'fill_reports', 'fill_contexts'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (account_id) REFERENCES mbt_accounts(id)
      ON DELETE CASCADE ON UPDATE CASCADE', t, t || '_account_id_fkey');
  END LOOP;
  FOREACH t IN ARRAY ARRAY['alerts', 'notices', 'notice_choices', 'journal_notes', 'fill_reports',
    'fill_contexts'] LOOP
    EXECUTE format('ALTER TABLE %I OWNER TO raxx_owner', t);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner_all ON %I TO raxx_owner USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY retention_all ON %I TO raxx_retention USING (true)', t);
    EXECUTE format('GRANT SELECT ON %I TO raxx_web', t);
  END LOOP;
  -- What it evaluates, and what an operator lists; of notes and notices it reads nothing.
  FOREACH t IN ARRAY ARRAY['alerts', 'notice_choices', 'fill_reports'] LOOP
    EXECUTE format('CREATE POLICY worker_reads ON %I FOR SELECT TO raxx_worker USING (true)', t);
    EXECUTE format('GRANT SELECT ON %I TO raxx_worker', t);
  END LOOP;
  -- Each is about an account, which must be the user's own.
  FOREACH t IN ARRAY ARRAY['alerts', 'journal_notes', 'fill_reports'] LOOP
    EXECUTE format('CREATE POLICY own_rows ON %I TO raxx_web USING (user_id = app_user_id())
      WITH CHECK (user_id = app_user_id()
        AND account_id IN (SELECT id FROM mbt_accounts WHERE user_id = app_user_id()))', t);
    EXECUTE format('GRANT INSERT ON %I TO raxx_web', t);
  END LOOP;
END $$;
ALTER TABLE notice_tail OWNER TO raxx_owner;
GRANT SELECT ON notice_tail TO raxx_worker;

CREATE POLICY own_rows ON notices TO raxx_web USING (user_id = app_user_id())
  WITH CHECK (user_id = app_user_id());
CREATE POLICY own_rows ON notice_choices TO raxx_web USING (user_id = app_user_id())
  WITH CHECK (user_id = app_user_id());
CREATE POLICY own_rows ON fill_contexts FOR SELECT TO raxx_web
  USING (account_id IN (SELECT id FROM mbt_accounts WHERE user_id = app_user_id()));
GRANT UPDATE (deleted_at) ON alerts TO raxx_web;
GRANT UPDATE (read_at) ON notices TO raxx_web;
GRANT INSERT, UPDATE ON notice_choices TO raxx_web;
GRANT UPDATE (text, tags, updated_at), DELETE ON journal_notes TO raxx_web;

-- Told from here on: what happened before there were notices is nobody's news.
INSERT INTO notice_tail (id, xid, position)
  SELECT 1, pg_snapshot_xmin(pg_current_snapshot())::text::bigint, -1;

-- Notices, the deliveries that carry them, the alerts they end and how far the log was read, as one:
-- told once, whoever else tries. Answers the deliveries that are new; nothing when another was first.
CREATE FUNCTION store_notices(p_notices jsonb, p_deliveries jsonb, p_fired jsonb, p_tail jsonb)
RETURNS SETOF uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF p_tail IS NOT NULL THEN
    UPDATE notice_tail SET xid = (p_tail->>'toXid')::bigint, position = (p_tail->>'toPosition')::bigint
      WHERE id = 1 AND xid = (p_tail->>'fromXid')::bigint AND position = (p_tail->>'fromPosition')::bigint;
    IF NOT FOUND THEN RETURN; END IF;
  END IF;
  UPDATE alerts a SET fired_at = f.at, fired_price_micros = f.price
    FROM jsonb_to_recordset(p_fired) AS f(id uuid, at timestamptz, price bigint)
    WHERE a.id = f.id AND a.fired_at IS NULL AND a.deleted_at IS NULL;
  INSERT INTO notices (id, user_id, account_id, kind, key, text, fill_id, in_app, at)
    SELECT n.id, a.user_id, a.id, n.kind, n.key, n.text, n.fill_id, n.in_app, n.at
    FROM jsonb_to_recordset(p_notices) AS n(id uuid, account_id uuid, kind text, key text, text text,
      fill_id uuid, in_app boolean, at timestamptz)
    JOIN mbt_accounts a ON a.id = n.account_id
    ON CONFLICT (account_id, key) DO NOTHING;
  RETURN QUERY INSERT INTO webhook_deliveries (id, webhook_id, user_id, event_id, kind, payload)
    SELECT d.id, w.id, w.user_id, d.event_id, 'notices', d.payload
    FROM jsonb_to_recordset(p_deliveries) AS d(id uuid, webhook_id uuid, event_id text, payload text)
    JOIN webhooks w ON w.id = d.webhook_id AND w.deleted_at IS NULL
    ON CONFLICT (webhook_id, kind, event_id) DO NOTHING RETURNING webhook_deliveries.id;
END $$;

CREATE FUNCTION store_fill_contexts(p_contexts jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO fill_contexts (account_id, version, quotes)
    SELECT c.account_id, c.version, c.quotes
    FROM jsonb_to_recordset(p_contexts) AS c(account_id uuid, version bigint, quotes text)
    JOIN mbt_events a ON a.account_id = c.account_id AND a.version = c.version
    ON CONFLICT (account_id, version) DO NOTHING
$$;

-- A context goes with its fill when history goes as the plan says.
CREATE FUNCTION forget_fill_context() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM fill_contexts WHERE account_id = OLD.account_id AND version = OLD.version;
  RETURN NULL;
END $$;
CREATE TRIGGER mbt_events_fill_context AFTER DELETE ON mbt_events
  FOR EACH ROW WHEN (OLD.type = 'order_filled') EXECUTE FUNCTION forget_fill_context();

CREATE FUNCTION retention_delete_notices(p_before timestamptz, p_limit int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  gone int;
  cut_off timestamptz := least(p_before, now() - interval '1 day');
BEGIN
  DELETE FROM notices WHERE id IN (SELECT id FROM notices WHERE created_at < cut_off LIMIT p_limit);
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;

ALTER FUNCTION store_notices(jsonb, jsonb, jsonb, jsonb) OWNER TO raxx_owner;
ALTER FUNCTION store_fill_contexts(jsonb) OWNER TO raxx_owner;
ALTER FUNCTION retention_delete_notices(timestamptz, int) OWNER TO raxx_owner;
ALTER FUNCTION forget_fill_context() OWNER TO raxx_owner;
REVOKE ALL ON FUNCTION store_notices(jsonb, jsonb, jsonb, jsonb), store_fill_contexts(jsonb),
  retention_delete_notices(timestamptz, int), forget_fill_context() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION store_notices(jsonb, jsonb, jsonb, jsonb), store_fill_contexts(jsonb)
  TO raxx_worker;
GRANT EXECUTE ON FUNCTION retention_delete_notices(timestamptz, int), forget_fill_context() TO raxx_retention;
