-- Tries to prove who somebody is, while Redis is away (reliability.md §3.4). A bucket is the HMAC of a
-- network place or an account: the table knows nobody.
CREATE TABLE "auth_attempts" (
    "bucket" BYTEA NOT NULL,
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "auth_attempts_pkey" PRIMARY KEY ("bucket", "minute")
);
CREATE INDEX "auth_attempts_minute_idx" ON "auth_attempts"("minute");
ALTER TABLE auth_attempts OWNER TO raxx_owner;

-- Takes one try and says whether it was within the limit, over the sliding minute. The row is locked
-- while it is counted, so tries at the same moment are counted one by one.
CREATE FUNCTION take_auth_attempt(p_bucket bytea, p_limit int) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  this timestamptz := date_trunc('minute', clock_timestamp());
  used int;
  earlier numeric;
BEGIN
  INSERT INTO auth_attempts AS a VALUES (p_bucket, this, 1)
    ON CONFLICT (bucket, minute) DO UPDATE SET count = least(a.count, p_limit) + 1
    RETURNING a.count INTO used;
  SELECT least(count, p_limit) INTO earlier FROM auth_attempts
    WHERE bucket = p_bucket AND minute = this - interval '1 minute';
  RETURN used + coalesce(earlier, 0) * (1 - extract(epoch FROM clock_timestamp() - this) / 60) <= p_limit;
END $$;
ALTER FUNCTION take_auth_attempt(bytea, int) OWNER TO raxx_owner;
REVOKE ALL ON FUNCTION take_auth_attempt(bytea, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION take_auth_attempt(bytea, int) TO raxx_web;

CREATE FUNCTION retention_delete_auth_attempts(p_before timestamptz, p_limit int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE gone int;
BEGIN
  DELETE FROM auth_attempts WHERE ctid IN (SELECT ctid FROM auth_attempts
    WHERE minute < least(p_before, now() - interval '5 minutes') LIMIT p_limit);
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;
ALTER FUNCTION retention_delete_auth_attempts(timestamptz, int) OWNER TO raxx_owner;
REVOKE ALL ON FUNCTION retention_delete_auth_attempts(timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retention_delete_auth_attempts(timestamptz, int) TO raxx_retention;
