-- Market days: corporate actions as they are told, jobs of the day and what they did to each account,
-- and days on which the exchange closes unforeseen.

-- CreateTable
CREATE TABLE "corporate_actions" (
    "market" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "symbol" TEXT NOT NULL,
    "ex_date" TEXT,
    "pay_date" TEXT,
    "fact" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "corporate_actions_pkey" PRIMARY KEY ("market","id")
);

-- CreateTable
CREATE TABLE "market_jobs" (
    "key" TEXT NOT NULL,
    "market" TEXT NOT NULL,
    "feed" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "date" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "accounts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "market_jobs_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "mbt_job_effects" (
    "job_key" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "detail" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mbt_job_effects_pkey" PRIMARY KEY ("job_key","account_id")
);

-- CreateIndex
CREATE INDEX "corporate_actions_market_ex_date_idx" ON "corporate_actions"("market", "ex_date");

-- CreateIndex
CREATE UNIQUE INDEX "market_jobs_market_feed_kind_date_key" ON "market_jobs"("market", "feed", "kind", "date");

-- CreateIndex
CREATE INDEX "mbt_job_effects_account_id_idx" ON "mbt_job_effects"("account_id");

-- AddForeignKey
ALTER TABLE "mbt_job_effects" ADD CONSTRAINT "mbt_job_effects_job_key_fkey" FOREIGN KEY ("job_key") REFERENCES "market_jobs"("key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mbt_job_effects" ADD CONSTRAINT "mbt_job_effects_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "mbt_accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE market_jobs
  ADD CONSTRAINT market_jobs_status CHECK (status IN ('due', 'held', 'failed', 'done')),
  ADD CONSTRAINT market_jobs_feed CHECK (feed IN ('real_time', 'delayed'));
ALTER TABLE mbt_job_effects
  ADD CONSTRAINT mbt_job_effects_outcome CHECK (outcome IN ('done', 'held', 'failed'));
-- The planner asks for what is not done; almost everything is.
CREATE INDEX market_jobs_open_idx ON market_jobs (market, due_at) WHERE status <> 'done';
-- The quarantine list: accounts are rarely frozen.
CREATE INDEX mbt_events_frozen_idx ON mbt_events (account_id) WHERE type = 'account_frozen';

ALTER TABLE corporate_actions OWNER TO raxx_owner;
ALTER TABLE market_jobs OWNER TO raxx_owner;
ALTER TABLE mbt_job_effects OWNER TO raxx_owner;
GRANT SELECT ON corporate_actions TO raxx_web, raxx_worker;
GRANT INSERT, UPDATE ON corporate_actions TO raxx_worker;
GRANT SELECT, INSERT, UPDATE ON market_jobs TO raxx_worker;

ALTER TABLE mbt_job_effects ENABLE ROW LEVEL SECURITY;
ALTER TABLE mbt_job_effects FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON mbt_job_effects TO raxx_owner USING (true) WITH CHECK (true);
CREATE POLICY retention_all ON mbt_job_effects TO raxx_retention USING (true);
CREATE POLICY worker_reads ON mbt_job_effects FOR SELECT TO raxx_worker USING (true);
CREATE POLICY door_all ON mbt_job_effects TO raxx_commit USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON mbt_job_effects TO raxx_commit;
-- The effect's foreign key looks its job up.
GRANT SELECT ON market_jobs TO raxx_commit;
CREATE POLICY own_rows ON mbt_job_effects FOR SELECT TO raxx_web
  USING (account_id IN (SELECT id FROM mbt_accounts WHERE user_id = app_user_id()));
GRANT SELECT ON mbt_job_effects TO raxx_web, raxx_worker;
