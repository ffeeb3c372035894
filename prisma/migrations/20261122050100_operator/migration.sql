-- What an operator enters and looks at: days on which the exchange closes unforeseen, rates, who is an operator.

-- CreateTable
CREATE TABLE "calendar_overrides" (
    "date" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "calendar_overrides_pkey" PRIMARY KEY ("date")
);

-- CreateTable
CREATE TABLE "interest_rates" (
    "from_date" TEXT NOT NULL,
    "debit_bps" INTEGER NOT NULL,
    "credit_bps" INTEGER NOT NULL,
    "risk_free_bps" INTEGER NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "interest_rates_pkey" PRIMARY KEY ("from_date")
);

-- CreateTable
CREATE TABLE "borrow_rates" (
    "symbol" TEXT NOT NULL,
    "from_date" TEXT NOT NULL,
    "rate_bps" INTEGER NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "borrow_rates_pkey" PRIMARY KEY ("symbol","from_date")
);

-- AlterTable
ALTER TABLE "option_contracts" ADD COLUMN     "settlement" TEXT NOT NULL DEFAULT 'physical',
ADD COLUMN     "settlement_time" TEXT NOT NULL DEFAULT 'pm';

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "operator" BOOLEAN NOT NULL DEFAULT false;

-- Only the owner says who is an operator: a fault of a page that makes users must not.
DO $$
DECLARE columns text;
BEGIN
  SELECT string_agg(quote_ident(column_name), ', ') INTO columns FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = 'users' AND column_name <> 'operator';
  REVOKE INSERT ON users FROM raxx_web;
  EXECUTE format('GRANT INSERT (%s) ON users TO raxx_web', columns);
END $$;

ALTER TABLE calendar_overrides
  ADD CONSTRAINT calendar_overrides_kind CHECK (kind IN ('closed', 'half_day'));
ALTER TABLE interest_rates
  ADD CONSTRAINT interest_rates_range CHECK (debit_bps BETWEEN 0 AND 10000 AND credit_bps BETWEEN 0 AND 10000
    AND risk_free_bps BETWEEN 0 AND 10000);
ALTER TABLE borrow_rates ADD CONSTRAINT borrow_rates_range CHECK (rate_bps BETWEEN 0 AND 1000000);
ALTER TABLE option_contracts
  ADD CONSTRAINT option_contracts_settlement CHECK (settlement IN ('physical', 'cash')),
  ADD CONSTRAINT option_contracts_settlement_time CHECK (settlement_time IN ('am', 'pm'));

-- Choices of ours, near what US brokers asked in November 2026; '*' is every stock that has no row of its own,
-- '*hard' every one that is not easy to borrow. An operator enters the next ones with npm run ops -- rates:set.
INSERT INTO interest_rates VALUES ('2010-01-01', 825, 0, 430, 'own choice, 2026-11-21');
INSERT INTO borrow_rates VALUES ('*', '2010-01-01', 25, 'own choice: general collateral, 2026-11-21'),
  ('*hard', '2010-01-01', 500, 'own choice, 2026-11-21');

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['calendar_overrides', 'interest_rates', 'borrow_rates'] LOOP
    EXECUTE format('ALTER TABLE %I OWNER TO raxx_owner', t);
    EXECUTE format('GRANT SELECT ON %I TO raxx_web, raxx_worker, raxx_commit', t);
    EXECUTE format('GRANT INSERT, UPDATE, DELETE ON %I TO raxx_worker', t);
  END LOOP;
END $$;

-- What an operator's page shows of the machinery: counts and ages, nothing of any user but ids of accounts on hold. Asked as
-- the user who looks, whose flag decides; the look itself is a row of the security log, written by the page.
CREATE FUNCTION operator_view() RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM users WHERE id = app_user_id() AND operator) THEN
    RAISE EXCEPTION 'not an operator' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN json_build_object(
    'jobs', (SELECT coalesce(json_agg(j ORDER BY j.due_at DESC), '[]') FROM (
      SELECT key, status, attempts, accounts, error, due_at FROM market_jobs ORDER BY due_at DESC LIMIT 40) j),
    'open', (SELECT coalesce(json_agg(j), '[]') FROM (
      SELECT status, count(*)::int AS n, min(due_at) AS oldest FROM market_jobs WHERE status <> 'done' GROUP BY status) j),
    'frozen', (SELECT coalesce(json_agg(f), '[]') FROM (
      SELECT e.account_id AS id, e.recorded_at AS at, e.payload::json ->> 'reason' AS reason FROM mbt_events e
      WHERE e.type = 'account_frozen' AND NOT EXISTS (SELECT 1 FROM mbt_events o
        WHERE o.account_id = e.account_id AND o.version > e.version AND o.type = 'account_opened')
      ORDER BY e.recorded_at DESC LIMIT 50) f),
    'held', (SELECT coalesce(json_agg(h), '[]') FROM (
      SELECT job_key AS job, account_id AS id, outcome, detail, at FROM mbt_job_effects
      WHERE outcome <> 'done' ORDER BY at DESC LIMIT 50) h),
    'leases', (SELECT coalesce(json_agg(l), '[]') FROM (
      SELECT partition, holder, expires_at FROM matcher_leases) l),
    'calendar', (SELECT coalesce(json_agg(c ORDER BY c.date), '[]') FROM (
      SELECT date, kind, reason FROM calendar_overrides) c),
    'counts', (SELECT json_build_object('users', (SELECT count(*) FROM users), 'accounts', (SELECT count(*) FROM mbt_accounts),
      'working', (SELECT count(*) FROM mbt_orders WHERE working))));
END $$;
ALTER FUNCTION operator_view() OWNER TO raxx_owner;
REVOKE ALL ON FUNCTION operator_view() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION operator_view() TO raxx_web;
