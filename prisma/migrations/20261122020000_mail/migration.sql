-- Mail (decisions 23): an outbox, written in the transaction of what a mail tells of; where a user signs
-- in from; links of mails that work once; and a recovery that begins with such a link.
ALTER TABLE users ADD COLUMN "email_verified_at" TIMESTAMPTZ(3);
GRANT UPDATE (email_verified_at) ON users TO raxx_web;

-- Without a user: the receipt of an erasure, which is gone as soon as it is sent.
CREATE TABLE "mails" (
    "id" UUID NOT NULL,
    "user_id" UUID,
    "address" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "sealed_link" BYTEA,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "mails_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "mail_links" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "mail_links_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "known_devices" (
    "user_id" UUID NOT NULL,
    "device" TEXT NOT NULL,
    "ip_prefix" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "known_devices_pkey" PRIMARY KEY ("user_id", "device", "ip_prefix")
);
ALTER TABLE recovery_codes
  ADD COLUMN "mailed" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "expires_at" TIMESTAMPTZ(3);

CREATE INDEX "mails_user_id_idx" ON "mails"("user_id");
CREATE INDEX "mails_status_due_at_idx" ON "mails"("status", "due_at");
CREATE INDEX "mail_links_user_id_idx" ON "mail_links"("user_id");
CREATE INDEX "mail_links_expires_at_idx" ON "mail_links"("expires_at");
CREATE UNIQUE INDEX "mail_links_token_hash_key" ON "mail_links"("token_hash");

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['mails', 'mail_links', 'known_devices'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY ("user_id") REFERENCES "users"("id")
      ON DELETE CASCADE ON UPDATE CASCADE', t, t || '_user_id_fkey');
    EXECUTE format('ALTER TABLE %I OWNER TO raxx_owner', t);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner_all ON %I TO raxx_owner USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY retention_all ON %I TO raxx_retention USING (true)', t);
    EXECUTE format('CREATE POLICY own_rows ON %I TO raxx_web
      USING (user_id = app_user_id()) WITH CHECK (user_id = app_user_id())', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO raxx_web', t);
  END LOOP;
END $$;
GRANT UPDATE (used_at) ON mail_links TO raxx_web;
GRANT UPDATE (last_seen_at) ON known_devices TO raxx_web;
-- Whoever shows a link is not signed in: the one row whose hash they bring.
CREATE POLICY by_token_hash ON mail_links FOR SELECT TO raxx_web
  USING (encode(token_hash, 'hex') = app_lookup());
CREATE POLICY by_code_hash ON recovery_codes FOR SELECT TO raxx_web
  USING (encode(code_hash, 'hex') = app_lookup());

-- Hands mails out to be sent. The next try is written down first, so that a worker that dies costs a
-- minute and not a mail; two workers never get the same one.
CREATE FUNCTION claim_mails(p_limit int)
RETURNS TABLE (id uuid, address text, kind text, detail jsonb, sealed_link bytea, attempts int, created_at timestamptz)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE mails m SET attempts = m.attempts + 1,
    due_at = now() + power(2, least(m.attempts, 8)) * interval '1 minute'
  WHERE m.id IN (SELECT w.id FROM mails w WHERE w.status = 'pending' AND w.due_at <= now()
    ORDER BY w.due_at LIMIT p_limit FOR UPDATE SKIP LOCKED)
  RETURNING m.id, m.address, m.kind, m.detail, m.sealed_link, m.attempts, m.created_at
$$;

-- How a try went. What was sent keeps no link, and what belongs to nobody keeps nothing.
CREATE FUNCTION record_mail(p_id uuid, p_error text, p_last boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF p_error IS NULL OR p_last THEN
    DELETE FROM mails WHERE id = p_id AND user_id IS NULL;
  END IF;
  UPDATE mails SET error = p_error,
    status = CASE WHEN p_error IS NULL THEN 'sent' WHEN p_last THEN 'failed' ELSE status END,
    sent_at = CASE WHEN p_error IS NULL THEN now() END,
    sealed_link = CASE WHEN p_error IS NULL OR p_last THEN NULL ELSE sealed_link END
  WHERE id = p_id AND status = 'pending';
END $$;

CREATE FUNCTION retention_delete_mails(p_before timestamptz, p_limit int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE gone int;
BEGIN
  DELETE FROM mails WHERE id IN (SELECT id FROM mails
    WHERE status <> 'pending' AND created_at < least(p_before, now()) LIMIT p_limit);
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;

CREATE FUNCTION retention_delete_mail_links(p_before timestamptz, p_limit int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE gone int;
BEGIN
  DELETE FROM mail_links WHERE id IN
    (SELECT id FROM mail_links WHERE expires_at < least(p_before, now()) LIMIT p_limit);
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;

CREATE FUNCTION retention_delete_mailed_codes(p_before timestamptz, p_limit int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE gone int;
BEGIN
  DELETE FROM recovery_codes WHERE id IN (SELECT id FROM recovery_codes
    WHERE mailed AND created_at < least(p_before, now() - interval '4 days') LIMIT p_limit);
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;

CREATE FUNCTION retention_delete_known_devices(p_before timestamptz, p_limit int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE gone int;
BEGIN
  DELETE FROM known_devices WHERE ctid IN
    (SELECT ctid FROM known_devices WHERE last_seen_at < least(p_before, now()) LIMIT p_limit);
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;

DO $$
DECLARE f regprocedure;
BEGIN
  FOREACH f IN ARRAY ARRAY['claim_mails(int)', 'record_mail(uuid, text, boolean)']::regprocedure[] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO raxx_owner', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO raxx_worker', f);
  END LOOP;
  FOREACH f IN ARRAY ARRAY['retention_delete_mails(timestamptz, int)',
    'retention_delete_mail_links(timestamptz, int)',
    'retention_delete_mailed_codes(timestamptz, int)',
    'retention_delete_known_devices(timestamptz, int)']::regprocedure[] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO raxx_owner', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO raxx_retention', f);
  END LOOP;
END $$;
