-- Webhooks: where a user wants to be told of an account's events, and how each message went.

CREATE TABLE "webhooks" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "events" TEXT[],
    "told_version" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),
    CONSTRAINT "webhooks_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "webhooks_user_id_idx" ON "webhooks"("user_id");
CREATE INDEX "webhooks_account_id_idx" ON "webhooks"("account_id");
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "mbt_accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "webhook_deliveries" (
    "id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "event_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "response_status" INTEGER,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "tried_at" TIMESTAMPTZ(3),
    CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "webhook_deliveries_webhook_id_kind_event_id_key" ON "webhook_deliveries"("webhook_id", "kind", "event_id");
CREATE INDEX "webhook_deliveries_user_id_idx" ON "webhook_deliveries"("user_id");
CREATE INDEX "webhook_deliveries_status_created_at_idx" ON "webhook_deliveries"("status", "created_at");
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhooks"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['webhooks', 'webhook_deliveries'] LOOP
    EXECUTE format('ALTER TABLE %I OWNER TO raxx_owner', t);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner_all ON %I TO raxx_owner USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY retention_all ON %I TO raxx_retention USING (true)', t);
    EXECUTE format('CREATE POLICY worker_reads ON %I FOR SELECT TO raxx_worker USING (true)', t);
  END LOOP;
END $$;

-- A webhook tells of the account it names, so it must be the user's own.
CREATE POLICY own_rows ON webhooks TO raxx_web USING (user_id = app_user_id())
  WITH CHECK (user_id = app_user_id()
    AND account_id IN (SELECT id FROM mbt_accounts WHERE user_id = app_user_id()));
CREATE POLICY own_rows ON webhook_deliveries FOR SELECT TO raxx_web USING (user_id = app_user_id());

GRANT SELECT, INSERT ON webhooks TO raxx_web;
GRANT UPDATE (url, events, deleted_at) ON webhooks TO raxx_web;
GRANT SELECT ON webhook_deliveries TO raxx_web;
GRANT SELECT ON webhooks, webhook_deliveries TO raxx_worker;

-- What a webhook is to be told next, in the transaction that moves it on: told once, whoever else tries.
CREATE FUNCTION queue_webhook_deliveries(
  p_webhook_id uuid, p_from bigint, p_to bigint, p_ids uuid[], p_event_ids text[], p_kinds text[], p_payloads text[]
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE owner uuid;
BEGIN
  UPDATE webhooks SET told_version = p_to
    WHERE id = p_webhook_id AND told_version = p_from AND p_to > p_from AND deleted_at IS NULL
    RETURNING user_id INTO owner;
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO webhook_deliveries (id, webhook_id, user_id, event_id, kind, payload)
    SELECT r.id, p_webhook_id, owner, r.event_id, r.kind, r.payload
    FROM unnest(p_ids, p_event_ids, p_kinds, p_payloads) AS r(id, event_id, kind, payload)
    ON CONFLICT (webhook_id, kind, event_id) DO NOTHING;
  RETURN true;
END $$;

CREATE FUNCTION record_webhook_attempt(p_id uuid, p_status text, p_response_status int, p_error text)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE webhook_deliveries SET status = p_status, response_status = p_response_status, error = p_error,
    attempts = attempts + 1, tried_at = now()
  WHERE id = p_id AND status = 'pending'
$$;

ALTER FUNCTION queue_webhook_deliveries(uuid, bigint, bigint, uuid[], text[], text[], text[]) OWNER TO raxx_owner;
ALTER FUNCTION record_webhook_attempt(uuid, text, int, text) OWNER TO raxx_owner;
REVOKE ALL ON FUNCTION queue_webhook_deliveries(uuid, bigint, bigint, uuid[], text[], text[], text[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION record_webhook_attempt(uuid, text, int, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION queue_webhook_deliveries(uuid, bigint, bigint, uuid[], text[], text[], text[]),
  record_webhook_attempt(uuid, text, int, text) TO raxx_worker;

-- The log of what was delivered or given up is kept for thirty days; what is pending is not touched.
CREATE FUNCTION retention_delete_webhook_deliveries(p_before timestamptz, p_limit int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  gone int;
  cut_off timestamptz := least(p_before, now() - interval '1 day');
BEGIN
  DELETE FROM webhook_deliveries WHERE id IN
    (SELECT id FROM webhook_deliveries WHERE status <> 'pending' AND created_at < cut_off LIMIT p_limit);
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;
ALTER FUNCTION retention_delete_webhook_deliveries(timestamptz, int) OWNER TO raxx_owner;
REVOKE ALL ON FUNCTION retention_delete_webhook_deliveries(timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retention_delete_webhook_deliveries(timestamptz, int) TO raxx_retention;
