-- Who may have real-time data, who had data, what an operator switched off, and the archive.
CREATE TABLE "data_attestations" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "attested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "by" TEXT NOT NULL,
    CONSTRAINT "data_attestations_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "data_usage_days" (
    "user_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "feed" TEXT NOT NULL,
    CONSTRAINT "data_usage_days_pkey" PRIMARY KEY ("user_id", "day", "feed")
);
CREATE TABLE "feed_switches" (
    "id" BIGSERIAL NOT NULL,
    "feed" TEXT NOT NULL,
    "off" BOOLEAN NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "feed_switches_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "feed_switches_feed" CHECK ("feed" IN ('sip', 'delayed_sip', 'opra', 'indicative'))
);
CREATE TABLE "archive_bars" (
    "day" DATE NOT NULL,
    "symbol" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "open_micros" BIGINT NOT NULL,
    "high_micros" BIGINT NOT NULL,
    "low_micros" BIGINT NOT NULL,
    "close_micros" BIGINT NOT NULL,
    "vwap_micros" BIGINT NOT NULL,
    "volume" BIGINT NOT NULL,
    "trade_count" INTEGER NOT NULL,
    CONSTRAINT "archive_bars_pkey" PRIMARY KEY ("symbol", "at", "day")
) PARTITION BY RANGE ("day");
CREATE TABLE "archive_quotes" (
    "day" DATE NOT NULL,
    "symbol" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "bid_micros" BIGINT NOT NULL,
    "bid_size" INTEGER NOT NULL,
    "bid_exchange" TEXT NOT NULL,
    "ask_micros" BIGINT NOT NULL,
    "ask_size" INTEGER NOT NULL,
    "ask_exchange" TEXT NOT NULL,
    CONSTRAINT "archive_quotes_pkey" PRIMARY KEY ("symbol", "at", "day")
) PARTITION BY RANGE ("day");

CREATE INDEX "data_attestations_user_id_idx" ON "data_attestations"("user_id");
CREATE INDEX "feed_switches_feed_id_idx" ON "feed_switches"("feed", "id" DESC);
ALTER TABLE "data_attestations" ADD CONSTRAINT "data_attestations_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "data_usage_days" ADD CONSTRAINT "data_usage_days_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['data_attestations', 'data_usage_days', 'feed_switches', 'archive_bars',
    'archive_quotes'] LOOP
    EXECUTE format('ALTER TABLE %I OWNER TO raxx_owner', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['data_attestations', 'data_usage_days'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner_all ON %I TO raxx_owner USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY retention_all ON %I TO raxx_retention USING (true)', t);
    EXECUTE format('CREATE POLICY worker_reads ON %I FOR SELECT TO raxx_worker USING (true)', t);
    EXECUTE format('CREATE POLICY own_rows ON %I TO raxx_web
      USING (user_id = app_user_id()) WITH CHECK (user_id = app_user_id())', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO raxx_web', t);
    EXECUTE format('GRANT SELECT ON %I TO raxx_worker', t);
  END LOOP;
END $$;

-- Switches are appended by the operator's command alone: never changed, never removed.
GRANT SELECT ON feed_switches TO raxx_web, raxx_worker;
GRANT INSERT ON feed_switches TO raxx_worker;
GRANT USAGE ON SEQUENCE feed_switches_id_seq TO raxx_worker;

CREATE TRIGGER feed_switches_append_only BEFORE UPDATE OR DELETE ON feed_switches
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

GRANT SELECT ON archive_bars, archive_quotes TO raxx_web, raxx_worker;
GRANT INSERT ON archive_bars, archive_quotes TO raxx_worker;

-- Runtime roles own nothing: partitions are made and dropped for them, days that are so spelled only.
CREATE FUNCTION archive_open_day(p_day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['archive_bars', 'archive_quotes'] LOOP
    EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
      t || to_char(p_day, '_YYYYMMDD'), t, p_day, p_day + 1);
  END LOOP;
END $$;

CREATE FUNCTION archive_drop_before(p_day date) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE part regclass; dropped int := 0;
BEGIN
  FOR part IN SELECT inhrelid::regclass FROM pg_inherits
    WHERE inhparent IN ('archive_bars'::regclass, 'archive_quotes'::regclass)
      AND right(inhrelid::regclass::text, 8) < to_char(p_day, 'YYYYMMDD') LOOP
    EXECUTE format('DROP TABLE %s', part);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END $$;

-- Whoever owns the parent must be able to make its parts.
GRANT CREATE ON SCHEMA public TO raxx_owner;
ALTER FUNCTION archive_open_day(date) OWNER TO raxx_owner;
ALTER FUNCTION archive_drop_before(date) OWNER TO raxx_owner;
REVOKE ALL ON FUNCTION archive_open_day(date), archive_drop_before(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION archive_open_day(date), archive_drop_before(date) TO raxx_worker;
