-- A passkey's word for one action (decisions 17): its hash is in the challenge, and it is used once, in
-- the transaction of that action.
CREATE TABLE "step_ups" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "action_hash" BYTEA NOT NULL,
    "nonce" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "step_ups_pkey" PRIMARY KEY ("id")
);

-- Codes that let somebody without a passkey make a new one, a day after they asked.
CREATE TABLE "recovery_codes" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "used_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_codes_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "step_ups_user_id_idx" ON "step_ups"("user_id");
CREATE INDEX "step_ups_expires_at_idx" ON "step_ups"("expires_at");
CREATE INDEX "recovery_codes_user_id_idx" ON "recovery_codes"("user_id");
CREATE UNIQUE INDEX "recovery_codes_code_hash_key" ON "recovery_codes"("code_hash");
ALTER TABLE "step_ups" ADD CONSTRAINT "step_ups_user_id_fkey" FOREIGN KEY ("user_id")
  REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_fkey" FOREIGN KEY ("user_id")
  REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['step_ups', 'recovery_codes'] LOOP
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
GRANT UPDATE (used_at) ON step_ups TO raxx_web;
GRANT UPDATE (started_at, used_at, ended_at) ON recovery_codes TO raxx_web;

CREATE FUNCTION retention_delete_step_ups(p_before timestamptz, p_limit int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE gone int;
BEGIN
  DELETE FROM step_ups WHERE id IN
    (SELECT id FROM step_ups WHERE expires_at < least(p_before, now()) LIMIT p_limit);
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;
ALTER FUNCTION retention_delete_step_ups(timestamptz, int) OWNER TO raxx_owner;
REVOKE ALL ON FUNCTION retention_delete_step_ups(timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retention_delete_step_ups(timestamptz, int) TO raxx_retention;
