-- Roles first (decisions 1). Runtime roles own nothing and cannot log in by themselves: a pool
-- connects with the given login and becomes one of them (`-c role=...`), so one URL is enough.
-- Roles live in the cluster, not in the database, so they may exist already.
DO $$
DECLARE role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['raxx_owner', 'raxx_web', 'raxx_commit', 'raxx_worker', 'raxx_retention'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOBYPASSRLS', role_name);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
    -- The login that migrates may become each role; a superuser may anyway.
    BEGIN
      EXECUTE format('GRANT %I TO CURRENT_USER', role_name);
    EXCEPTION WHEN OTHERS THEN NULL;
    END;
  END LOOP;
END $$;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "mbt_accounts" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "version" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "policy" TEXT NOT NULL,
    "profile" TEXT NOT NULL,
    "market" TEXT NOT NULL,
    "starting_cash_micros" BIGINT NOT NULL,
    "cash_micros" BIGINT NOT NULL,
    "reserved_micros" BIGINT NOT NULL,
    "realized_micros" BIGINT NOT NULL,
    "head_hash" BYTEA NOT NULL,
    "last_event_ms" BIGINT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mbt_accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mbt_events" (
    "account_id" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "type" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "event_ms" BIGINT NOT NULL,
    "market_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "xid" BIGINT NOT NULL,
    "position" BIGSERIAL NOT NULL,

    CONSTRAINT "mbt_events_pkey" PRIMARY KEY ("account_id","version")
);

-- CreateTable
CREATE TABLE "mbt_checkpoints" (
    "account_id" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "state" TEXT NOT NULL,

    CONSTRAINT "mbt_checkpoints_pkey" PRIMARY KEY ("account_id","version")
);

-- CreateTable
CREATE TABLE "mbt_client_order_ids" (
    "account_id" UUID NOT NULL,
    "epoch" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,
    "order_id" UUID NOT NULL,

    CONSTRAINT "mbt_client_order_ids_pkey" PRIMARY KEY ("account_id","epoch","hash")
);

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "tier" TEXT NOT NULL DEFAULT 'free',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "passkeys" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "credential_id" TEXT NOT NULL,
    "public_key" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL,
    "transports" TEXT[],
    "device_type" TEXT NOT NULL,
    "backed_up" BOOLEAN NOT NULL,
    "aaguid" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "passkeys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "user_agent" TEXT NOT NULL,
    "ip_prefix" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "authenticated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "key_id" TEXT NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "name" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "security_events" (
    "id" BIGSERIAL NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "security_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "watchlists" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "symbols" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "watchlists_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "instruments" (
    "symbol" TEXT NOT NULL,
    "market" TEXT NOT NULL,
    "asset_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "exchange" TEXT NOT NULL,
    "tradable" BOOLEAN NOT NULL,
    "marginable" BOOLEAN NOT NULL,
    "shortable" BOOLEAN NOT NULL,
    "has_options" BOOLEAN NOT NULL,
    "late_close" BOOLEAN NOT NULL,
    "broad_index" BOOLEAN NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "instruments_pkey" PRIMARY KEY ("symbol")
);

-- CreateTable
CREATE TABLE "option_contracts" (
    "symbol" TEXT NOT NULL,
    "asset_id" UUID NOT NULL,
    "underlying" TEXT NOT NULL,
    "root" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "expiry_date" TEXT NOT NULL,
    "strike_micros" BIGINT NOT NULL,
    "right" TEXT NOT NULL,
    "style" TEXT NOT NULL,
    "multiplier" INTEGER NOT NULL,
    "tradable" BOOLEAN NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "option_contracts_pkey" PRIMARY KEY ("symbol")
);

-- CreateTable
CREATE TABLE "market_clock_anchors" (
    "id" BIGSERIAL NOT NULL,
    "wall_at" TIMESTAMPTZ(3) NOT NULL,
    "market_at" TIMESTAMPTZ(3) NOT NULL,
    "speed" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "market_clock_anchors_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "matcher_leases" (
    "partition" INTEGER NOT NULL,
    "holder" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "matcher_leases_pkey" PRIMARY KEY ("partition")
);

-- CreateTable
CREATE TABLE "mbt_orders" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "epoch" INTEGER NOT NULL,
    "client_order_id" TEXT NOT NULL,
    "order_class" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "time_in_force" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "working" BOOLEAN NOT NULL,
    "qty_nanos" BIGINT NOT NULL,
    "filled_nanos" BIGINT NOT NULL,
    "fills" INTEGER NOT NULL,
    "rested" BOOLEAN NOT NULL,
    "limit_micros" BIGINT,
    "reserved_micros" BIGINT NOT NULL,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "close_reason" TEXT,

    CONSTRAINT "mbt_orders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mbt_order_legs" (
    "order_id" UUID NOT NULL,
    "leg" INTEGER NOT NULL,
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "client_order_id" TEXT NOT NULL,
    "symbol" TEXT NOT NULL,
    "instrument" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "ratio" INTEGER NOT NULL,
    "intent" TEXT NOT NULL,
    "filled_nanos" BIGINT NOT NULL,
    "filled_value_micros" BIGINT NOT NULL,

    CONSTRAINT "mbt_order_legs_pkey" PRIMARY KEY ("order_id","leg")
);

-- CreateTable
CREATE TABLE "mbt_fills" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "epoch" INTEGER NOT NULL,
    "order_id" UUID NOT NULL,
    "fill_number" INTEGER NOT NULL,
    "leg" INTEGER NOT NULL,
    "version" BIGINT NOT NULL,
    "symbol" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "qty_nanos" BIGINT NOT NULL,
    "price_micros" BIGINT NOT NULL,
    "position_after_nanos" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mbt_fills_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mbt_positions" (
    "account_id" UUID NOT NULL,
    "epoch" INTEGER NOT NULL,
    "symbol" TEXT NOT NULL,
    "instrument" TEXT NOT NULL,
    "qty_nanos" BIGINT NOT NULL,
    "cost_micros" BIGINT NOT NULL,

    CONSTRAINT "mbt_positions_pkey" PRIMARY KEY ("account_id","epoch","symbol")
);

-- CreateTable
CREATE TABLE "mbt_ledger_entries" (
    "account_id" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "leg" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL,
    "ledger_account" TEXT NOT NULL,
    "amount_micros" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mbt_ledger_entries_pkey" PRIMARY KEY ("account_id","version","leg")
);

-- CreateTable
CREATE TABLE "mbt_activities" (
    "id" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "epoch" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "symbol" TEXT,
    "side" TEXT,
    "qty_nanos" BIGINT,
    "price_micros" BIGINT,
    "net_micros" BIGINT NOT NULL,
    "order_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mbt_activities_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "mbt_accounts_user_id_idx" ON "mbt_accounts"("user_id");

-- CreateIndex
CREATE INDEX "mbt_events_xid_position_idx" ON "mbt_events"("xid", "position");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE UNIQUE INDEX "passkeys_credential_id_key" ON "passkeys"("credential_id");

-- CreateIndex
CREATE INDEX "passkeys_user_id_idx" ON "passkeys"("user_id");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE INDEX "sessions_expires_at_idx" ON "sessions"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_key_id_key" ON "api_keys"("key_id");

-- CreateIndex
CREATE INDEX "api_keys_user_id_idx" ON "api_keys"("user_id");

-- CreateIndex
CREATE INDEX "api_keys_account_id_idx" ON "api_keys"("account_id");

-- CreateIndex
CREATE INDEX "security_events_user_id_at_idx" ON "security_events"("user_id", "at" DESC);

-- CreateIndex
CREATE INDEX "watchlists_user_id_idx" ON "watchlists"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "watchlists_account_id_name_key" ON "watchlists"("account_id", "name");

-- CreateIndex
CREATE INDEX "option_contracts_underlying_expiry_date_strike_micros_idx" ON "option_contracts"("underlying", "expiry_date", "strike_micros");

-- CreateIndex
CREATE INDEX "option_contracts_asset_id_idx" ON "option_contracts"("asset_id");

-- CreateIndex
CREATE INDEX "mbt_orders_account_id_submitted_at_idx" ON "mbt_orders"("account_id", "submitted_at" DESC);

-- CreateIndex
CREATE INDEX "mbt_orders_account_id_client_order_id_idx" ON "mbt_orders"("account_id", "client_order_id");

-- CreateIndex
CREATE INDEX "mbt_order_legs_account_id_idx" ON "mbt_order_legs"("account_id");

-- CreateIndex
CREATE INDEX "mbt_fills_account_id_version_idx" ON "mbt_fills"("account_id", "version" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "mbt_fills_order_id_fill_number_leg_key" ON "mbt_fills"("order_id", "fill_number", "leg");

-- CreateIndex
CREATE INDEX "mbt_activities_account_id_id_idx" ON "mbt_activities"("account_id", "id" DESC);

-- AddForeignKey
ALTER TABLE "mbt_accounts" ADD CONSTRAINT "mbt_accounts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mbt_events" ADD CONSTRAINT "mbt_events_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "mbt_accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mbt_checkpoints" ADD CONSTRAINT "mbt_checkpoints_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "mbt_accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mbt_client_order_ids" ADD CONSTRAINT "mbt_client_order_ids_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "mbt_accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "mbt_accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "security_events" ADD CONSTRAINT "security_events_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "watchlists" ADD CONSTRAINT "watchlists_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "watchlists" ADD CONSTRAINT "watchlists_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "mbt_accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "option_contracts" ADD CONSTRAINT "option_contracts_underlying_fkey" FOREIGN KEY ("underlying") REFERENCES "instruments"("symbol") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mbt_orders" ADD CONSTRAINT "mbt_orders_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "mbt_accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mbt_order_legs" ADD CONSTRAINT "mbt_order_legs_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "mbt_orders"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mbt_order_legs" ADD CONSTRAINT "mbt_order_legs_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "mbt_accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mbt_fills" ADD CONSTRAINT "mbt_fills_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "mbt_accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mbt_positions" ADD CONSTRAINT "mbt_positions_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "mbt_accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mbt_ledger_entries" ADD CONSTRAINT "mbt_ledger_entries_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "mbt_accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mbt_activities" ADD CONSTRAINT "mbt_activities_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "mbt_accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- What Prisma cannot say: checks, the append-only rule, policies, grants and the one door.

ALTER TABLE mbt_accounts
  ADD CONSTRAINT mbt_accounts_cash_covers_reserves
  CHECK (kind <> 'cash' OR cash_micros - reserved_micros >= 0);
ALTER TABLE mbt_orders
  ADD CONSTRAINT mbt_orders_filled_within_qty CHECK (filled_nanos BETWEEN 0 AND qty_nanos),
  ADD CONSTRAINT mbt_orders_status CHECK (status IN
    ('accepted', 'new', 'partially_filled', 'filled', 'canceled', 'expired', 'rejected')),
  ADD CONSTRAINT mbt_orders_closed_holds_nothing CHECK (working OR reserved_micros = 0),
  ADD CONSTRAINT mbt_orders_filled_is_full CHECK (status <> 'filled' OR filled_nanos = qty_nanos);
ALTER TABLE users ADD CONSTRAINT users_tier CHECK (tier IN ('free', 'pro', 'pro_plus'));
-- The matcher rebuilds its index from working orders only.
CREATE INDEX mbt_orders_working_idx ON mbt_orders (account_id) WHERE working;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER mbt_events_append_only BEFORE UPDATE ON mbt_events
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER mbt_events_not_truncated BEFORE TRUNCATE ON mbt_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER security_events_append_only BEFORE UPDATE ON security_events
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Identity of the transaction, set by lib/server/database/with-user.ts. Absent means no rows.
CREATE FUNCTION app_user_id() RETURNS uuid LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('app.user_id', true), '')::uuid $$;
-- A lookup before the user is known may see the one row whose secret-like key it already holds.
CREATE FUNCTION app_lookup() RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('app.lookup', true), '') $$;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['users', 'passkeys', 'sessions', 'api_keys', 'security_events', 'watchlists',
    'mbt_accounts', 'mbt_events', 'mbt_checkpoints', 'mbt_client_order_ids', 'mbt_orders',
    'mbt_order_legs', 'mbt_fills', 'mbt_positions', 'mbt_ledger_entries', 'mbt_activities',
    'instruments', 'option_contracts', 'market_clock_anchors', 'matcher_leases'] LOOP
    EXECUTE format('ALTER TABLE %I OWNER TO raxx_owner', t);
  END LOOP;

  -- User-owned tables: row-level security, forced so that even the owner needs a policy.
  FOREACH t IN ARRAY ARRAY['users', 'passkeys', 'sessions', 'api_keys', 'security_events', 'watchlists',
    'mbt_accounts', 'mbt_events', 'mbt_checkpoints', 'mbt_client_order_ids', 'mbt_orders',
    'mbt_order_legs', 'mbt_fills', 'mbt_positions', 'mbt_ledger_entries', 'mbt_activities'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner_all ON %I TO raxx_owner USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY retention_all ON %I TO raxx_retention USING (true)', t);
    EXECUTE format('CREATE POLICY worker_reads ON %I FOR SELECT TO raxx_worker USING (true)', t);
  END LOOP;

  FOREACH t IN ARRAY ARRAY['passkeys', 'sessions', 'api_keys', 'security_events', 'watchlists',
    'mbt_accounts'] LOOP
    EXECUTE format('CREATE POLICY own_rows ON %I TO raxx_web
      USING (user_id = app_user_id()) WITH CHECK (user_id = app_user_id())', t);
  END LOOP;

  -- Children of an account: visible through the account, whose own policy scopes it to the user.
  FOREACH t IN ARRAY ARRAY['mbt_events', 'mbt_checkpoints', 'mbt_client_order_ids', 'mbt_orders',
    'mbt_order_legs', 'mbt_fills', 'mbt_positions', 'mbt_ledger_entries', 'mbt_activities'] LOOP
    EXECUTE format('CREATE POLICY own_rows ON %I FOR SELECT TO raxx_web
      USING (account_id IN (SELECT id FROM mbt_accounts WHERE user_id = app_user_id()))', t);
  END LOOP;

  -- The one door may write the tables of accounts and nothing else.
  FOREACH t IN ARRAY ARRAY['mbt_accounts', 'mbt_events', 'mbt_checkpoints', 'mbt_client_order_ids',
    'mbt_orders', 'mbt_order_legs', 'mbt_fills', 'mbt_positions', 'mbt_ledger_entries',
    'mbt_activities'] LOOP
    EXECUTE format('CREATE POLICY door_all ON %I TO raxx_commit USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO raxx_commit', t);
    EXECUTE format('GRANT SELECT ON %I TO raxx_web, raxx_worker', t);
  END LOOP;
END $$;

CREATE POLICY own_row ON users TO raxx_web
  USING (id = app_user_id() OR email = app_lookup()) WITH CHECK (id = app_user_id());
CREATE POLICY by_credential_id ON passkeys FOR SELECT TO raxx_web USING (credential_id = app_lookup());
CREATE POLICY by_key_id ON api_keys FOR SELECT TO raxx_web USING (key_id = app_lookup());

GRANT USAGE ON SCHEMA public TO raxx_owner, raxx_web, raxx_commit, raxx_worker, raxx_retention;
GRANT SELECT, INSERT ON users, passkeys, sessions, api_keys, security_events, watchlists TO raxx_web;
GRANT UPDATE (counter, backed_up, last_used_at, name) ON passkeys TO raxx_web;
GRANT UPDATE (last_seen_at, expires_at, revoked_at) ON sessions TO raxx_web;
GRANT UPDATE (last_used_at, revoked_at, name) ON api_keys TO raxx_web;
GRANT UPDATE, DELETE ON watchlists TO raxx_web;
GRANT SELECT ON users, sessions, api_keys TO raxx_worker;
GRANT SELECT ON instruments, option_contracts, market_clock_anchors TO raxx_web, raxx_commit, raxx_worker;
GRANT INSERT, UPDATE ON instruments, option_contracts, matcher_leases TO raxx_worker;
GRANT SELECT ON matcher_leases TO raxx_worker;
GRANT INSERT ON market_clock_anchors TO raxx_worker;
GRANT USAGE ON SEQUENCE security_events_id_seq TO raxx_web;
GRANT USAGE ON SEQUENCE market_clock_anchors_id_seq TO raxx_worker;
GRANT USAGE ON SEQUENCE mbt_events_position_seq TO raxx_commit;
GRANT UPDATE ON mbt_accounts, mbt_orders, mbt_order_legs, mbt_positions TO raxx_commit;

-- Retention alone deletes, in batches (decisions 1): this is its only way, and each call is short.
CREATE FUNCTION retention_delete_sessions(p_before timestamptz, p_limit int) RETURNS int
LANGUAGE plpgsql AS $$
DECLARE gone int;
BEGIN
  DELETE FROM sessions WHERE id IN
    (SELECT id FROM sessions WHERE expires_at < p_before OR revoked_at < p_before LIMIT p_limit);
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;
REVOKE ALL ON FUNCTION retention_delete_sessions(timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retention_delete_sessions(timestamptz, int) TO raxx_retention;
GRANT SELECT, DELETE ON sessions TO raxx_retention;

-- The one door: a batch of accounts in a constant number of statements (decisions 2 and 3).
--
-- Accounts are locked in id order, so that two batches never wait for each other in a circle. An
-- account whose version moved on, or whose client order id exists, is left out and reported;
-- the rest commits. Rows come as JSON because one shape per table is easier to keep true than
-- sixty arrays; the cost is measured by `npm run bench accept-batch`.
CREATE FUNCTION mbt_commit(
  p_accounts json, p_events json, p_client_ids json, p_orders json, p_legs json,
  p_fills json, p_positions json, p_ledger json, p_activities json, p_checkpoints json
) RETURNS TABLE (id uuid, outcome text, order_id uuid, hash bytea, event_ms bigint)
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
  asked uuid[];
  taken uuid[];
  won uuid[];
  all_won boolean; -- the usual case: then no row is looked up in `won`
BEGIN
  SELECT array_agg(r.id) INTO asked FROM json_to_recordset(p_accounts) AS r(id uuid);
  PERFORM 1 FROM mbt_accounts a WHERE a.id = ANY (asked) ORDER BY a.id FOR NO KEY UPDATE;

  IF json_array_length(p_client_ids) > 0 THEN
    RETURN QUERY
      SELECT r.account_id, 'duplicate'::text, c.order_id, r.hash, 0::bigint
      FROM json_to_recordset(p_client_ids) AS r(account_id uuid, epoch int, hash bytea),
        -- OFFSET 0: one look by key for each row, whatever the planner thinks of the table's size.
        LATERAL (SELECT k.order_id FROM mbt_client_order_ids k WHERE k.account_id = r.account_id
          AND k.epoch = r.epoch AND k.hash = r.hash OFFSET 0) AS c;
    IF FOUND THEN
      SELECT array_agg(DISTINCT c.account_id) INTO taken
      FROM json_to_recordset(p_client_ids) AS r(account_id uuid, epoch int, hash bytea)
      JOIN mbt_client_order_ids c USING (account_id, epoch, hash);
    END IF;
  END IF;

  WITH wanted AS (
    SELECT * FROM json_to_recordset(p_accounts) AS r(
      id uuid, user_id uuid, name text, expected bigint, version bigint, epoch int, kind text,
      policy text, profile text, market text, starting_cash_micros bigint, cash_micros bigint,
      reserved_micros bigint, realized_micros bigint, head_hash bytea, opened_at timestamptz)
    WHERE taken IS NULL OR r.id <> ALL (taken)
  ), opened AS (
    INSERT INTO mbt_accounts AS a (id, user_id, name, epoch, version, kind, policy, profile, market,
      starting_cash_micros, cash_micros, reserved_micros, realized_micros, head_hash, last_event_ms,
      opened_at)
    SELECT w.id, w.user_id, w.name, w.epoch, w.version, w.kind, w.policy, w.profile, w.market,
      w.starting_cash_micros, w.cash_micros, w.reserved_micros, w.realized_micros, w.head_hash,
      now_ms, w.opened_at
    FROM wanted w WHERE w.expected = 0
    ON CONFLICT (id) DO NOTHING
    RETURNING a.id
  ), moved AS (
    UPDATE mbt_accounts a SET version = w.version, epoch = w.epoch, cash_micros = w.cash_micros,
      reserved_micros = w.reserved_micros, realized_micros = w.realized_micros,
      head_hash = w.head_hash, last_event_ms = greatest(a.last_event_ms, now_ms)
    FROM wanted w WHERE a.id = w.id AND w.expected > 0 AND a.version = w.expected
    RETURNING a.id
  )
  SELECT array_agg(u.id) INTO won FROM (SELECT o.id FROM opened o UNION ALL SELECT m.id FROM moved m) u;

  RETURN QUERY
    SELECT u.id, CASE WHEN u.id = ANY (won) THEN 'committed' ELSE 'conflict' END, NULL::uuid, NULL::bytea,
      coalesce(a.last_event_ms, 0)
    FROM unnest(asked) AS u(id) LEFT JOIN mbt_accounts a ON a.id = u.id
    WHERE taken IS NULL OR u.id <> ALL (taken);
  IF won IS NULL THEN RETURN; END IF;
  all_won := cardinality(won) = cardinality(asked);

  INSERT INTO mbt_events (account_id, version, type, payload, hash, event_ms, market_at, xid)
  SELECT r.account_id, r.version, r.type, r.payload, r.hash, a.last_event_ms, r.market_at, tx
  FROM json_to_recordset(p_events) AS r(account_id uuid, version bigint, type text, payload text,
    hash bytea, market_at timestamptz)
  JOIN mbt_accounts a ON a.id = r.account_id
  WHERE all_won OR r.account_id = ANY (won)
  ORDER BY r.account_id, r.version;

  IF json_array_length(p_client_ids) > 0 THEN
    INSERT INTO mbt_client_order_ids (account_id, epoch, hash, order_id)
    SELECT r.account_id, r.epoch, r.hash, r.order_id
    FROM json_to_recordset(p_client_ids) AS r(account_id uuid, epoch int, hash bytea, order_id uuid)
    WHERE all_won OR r.account_id = ANY (won);
  END IF;

  IF json_array_length(p_orders) > 0 THEN
    INSERT INTO mbt_orders AS o (id, account_id, epoch, client_order_id, order_class, type,
      time_in_force, status, working, qty_nanos, filled_nanos, fills, rested, limit_micros,
      reserved_micros, submitted_at, updated_at, expires_at, closed_at, close_reason)
    SELECT r.* FROM json_to_recordset(p_orders) AS r(id uuid, account_id uuid, epoch int,
      client_order_id text, order_class text, type text, time_in_force text, status text,
      working boolean, qty_nanos bigint, filled_nanos bigint, fills int, rested boolean,
      limit_micros bigint, reserved_micros bigint, submitted_at timestamptz,
      updated_at timestamptz, expires_at timestamptz, closed_at timestamptz, close_reason text)
    WHERE all_won OR r.account_id = ANY (won)
    ON CONFLICT (id) DO UPDATE SET status = excluded.status, working = excluded.working,
      filled_nanos = excluded.filled_nanos, fills = excluded.fills, rested = excluded.rested,
      reserved_micros = excluded.reserved_micros, updated_at = excluded.updated_at,
      closed_at = excluded.closed_at, close_reason = excluded.close_reason
    WHERE o.account_id = excluded.account_id;

    INSERT INTO mbt_order_legs AS l (order_id, leg, account_id, id, client_order_id, symbol,
      instrument, side, ratio, intent, filled_nanos, filled_value_micros)
    SELECT r.* FROM json_to_recordset(p_legs) AS r(order_id uuid, leg int, account_id uuid, id uuid,
      client_order_id text, symbol text, instrument text, side text, ratio int, intent text,
      filled_nanos bigint, filled_value_micros bigint)
    WHERE all_won OR r.account_id = ANY (won)
    ON CONFLICT (order_id, leg) DO UPDATE SET filled_nanos = excluded.filled_nanos,
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
    ON CONFLICT (account_id, epoch, symbol) DO UPDATE SET qty_nanos = excluded.qty_nanos,
      cost_micros = excluded.cost_micros;
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
REVOKE ALL ON FUNCTION mbt_commit(json, json, json, json, json, json, json, json, json, json) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mbt_commit(json, json, json, json, json, json, json, json, json, json) TO raxx_commit;
