-- A write that is sent again with its Idempotency-Key gets the first answer (decisions 18). A key without
-- a status is in flight; when its time is up, its process has died and the next try takes it over.

-- CreateTable
CREATE TABLE "idempotency_keys" (
    "user_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "request_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "locked_until" TIMESTAMPTZ(3) NOT NULL,
    "status" INTEGER,
    "body" TEXT,

    CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("user_id","account_id","key_hash")
);

-- CreateIndex
CREATE INDEX "idempotency_keys_created_at_idx" ON "idempotency_keys"("created_at");

-- AddForeignKey
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE idempotency_keys OWNER TO raxx_owner;
ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON idempotency_keys TO raxx_owner USING (true) WITH CHECK (true);
CREATE POLICY retention_all ON idempotency_keys TO raxx_retention USING (true);
CREATE POLICY worker_reads ON idempotency_keys FOR SELECT TO raxx_worker USING (true);
CREATE POLICY own_rows ON idempotency_keys TO raxx_web USING (user_id = app_user_id())
  WITH CHECK (user_id = app_user_id()
    AND account_id IN (SELECT id FROM mbt_accounts WHERE user_id = app_user_id()));
GRANT SELECT, INSERT ON idempotency_keys TO raxx_web;
GRANT UPDATE (locked_until, status, body) ON idempotency_keys TO raxx_web;

-- Retention deletes through its function and in no other way (decisions 1). A key of today still counts.
CREATE FUNCTION retention_delete_idempotency_keys(p_before timestamptz, p_limit int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  gone int;
  cut_off timestamptz := least(p_before, now() - interval '1 day');
BEGIN
  DELETE FROM idempotency_keys WHERE (user_id, account_id, key_hash) IN
    (SELECT user_id, account_id, key_hash FROM idempotency_keys WHERE created_at < cut_off LIMIT p_limit);
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;
ALTER FUNCTION retention_delete_idempotency_keys(timestamptz, int) OWNER TO raxx_owner;
REVOKE ALL ON FUNCTION retention_delete_idempotency_keys(timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retention_delete_idempotency_keys(timestamptz, int) TO raxx_retention;
