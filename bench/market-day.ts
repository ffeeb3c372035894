/**
 * market-day: the heaviest jobs of a day on 10,000 accounts, each with a put spread that expires: the snapshot
 * at the close, and the expiry. Through the worker's own job, the one door and a durable PostgreSQL.
 */
import { instantOf } from "@/lib/engine/calendar/new-york";
import type { OptionSeries } from "@/lib/engine/instrument/instrument";
import { Door } from "@/lib/server/commit/door";
import { createPool } from "@/lib/server/database/pools";
import { spreadDraft } from "@/lib/server/testing/drafts";
import { dollars, FakeMarket } from "@/lib/server/testing/fake-market";
import type { DayKind } from "@/worker/jobs/day/day-kinds";
import { type DayJobDeps, runDayJob } from "@/worker/jobs/day/run-day-job";
import { cpuShare, slice } from "./measure";
import { check, main, report } from "./report";
import { address, adminPool, log, type Owner, openAccounts } from "./world";

const ACCOUNTS = 10_000;
const USERS = 100;
const DATE = "2026-11-17";
const AT_ONCE = 512;
/** Seconds an operator may wait (issue: numbers of market days). */
const SECONDS_MAX = { take_snapshot: 20, settle_expiry: 30 } as const;

const put = (strike: number): OptionSeries => ({
  kind: "option",
  symbol: `SPY261117P${String(strike * 1_000).padStart(8, "0")}`,
  underlying: "SPY",
  expiryDate: DATE,
  strikeMicros: dollars(String(strike)),
  right: "put",
  multiplier: 100,
  style: "american",
  lateClose: true,
  broadIndex: true,
});
const [SOLD, BOUGHT] = [put(600), put(595)];
/** Between the strikes: one leg is assigned, the other expires. */
const CLOSE = dollars("597");

async function run(): Promise<void> {
  const admin = adminPool(4);
  const url = address("BENCH_DATABASE_URL");
  const market = new FakeMarket();
  market.quoteBoth("SPY", { bid: "609.99", ask: "610.01" });
  market.quoteBoth(SOLD.symbol, { bid: "2.00", ask: "2.05" });
  market.quoteBoth(BOUGHT.symbol, { bid: "0.95", ask: "1.00" });
  const commitPool = createPool(url, "raxx_commit", log);
  const door = new Door({ pool: commitPool, market, log });
  const owners = await openAccounts(
    { admin, door },
    { users: USERS, accountsEach: ACCOUNTS / USERS },
  );
  await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => trade(door, owners, n)));
  await admin.query("VACUUM ANALYZE");
  const deps: DayJobDeps = {
    ...{ pool: createPool(url, "raxx_worker", log), commitPool, market, log },
    door: new Door({ pool: commitPool, market, log }), // as another process has it: nothing cached
    clock: { nowMs: () => Date.now() },
    awaitQuotes: async () => undefined,
    prices: {
      closes: async (_, symbols) => new Map(symbols.map((symbol) => [symbol, CLOSE])),
      opens: async () => new Map(),
      optionQuotes: async (_, symbols) =>
        new Map(
          symbols.map((one) => [one, { bidMicros: dollars("3"), midMicros: dollars("3.05") }]),
        ),
    },
  };
  market.advance(instantOf(DATE, 16 * 60 + 20) - market.nowMs());
  await measure(deps, "take_snapshot");
  market.advance(instantOf(DATE, 17 * 60 + 30) - market.nowMs());
  await measure(deps, "settle_expiry");
  const { rows } = await admin.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM mbt_positions WHERE qty_nanos <> 0 AND symbol <> 'SPY'",
  );
  check(rows[0]?.n === 0, "no series is held any more");
}

/** Every lane takes every so many accounts. */
async function trade(door: Door, owners: readonly Owner[], lane: number): Promise<void> {
  for (let n = lane; n < owners.length; n += AT_ONCE) {
    const { accountId } = owners[n] as Owner;
    const draft = spreadDraft({ buy: BOUGHT, sell: SOLD });
    await door.ask({ accountId, feed: "real_time", command: { type: "submit_order", draft } });
    const command = { type: "match_order", orderId: draft.id, trigger: "quote" } as const;
    const answer = await door.ask({ accountId, feed: "real_time", command });
    check(
      answer.kind === "done" && answer.state.positions.size === 2,
      "every account holds the spread",
    );
  }
}

async function measure(deps: DayJobDeps, kind: DayKind & keyof typeof SECONDS_MAX): Promise<void> {
  const key = `sim-real_time-${kind}-${DATE}`;
  await deps.pool.query(
    `INSERT INTO market_jobs (key, market, feed, kind, date, status, due_at)
     VALUES ($1, 'sim', 'real_time', $2, $3, 'due', now())`,
    [key, kind, DATE],
  );
  const done = await slice(async () => {
    await runDayJob(deps, key);
    return ACCOUNTS;
  });
  const { rows } = await deps.pool.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM mbt_job_effects WHERE job_key = $1 AND outcome = 'done'",
    [key],
  );
  check(rows[0]?.n === ACCOUNTS, `${kind} had its effect on every account`);
  report({
    ...{
      name: "market-day",
      at: `${kind}, ${ACCOUNTS.toLocaleString("en-US")} accounts`,
      unit: "s",
    },
    ...{ value: done.ms / 1_000, peer: null, peerUnit: "", ratio: null, lowerIsBetter: true },
    ...{ floor: SECONDS_MAX[kind], goal: SECONDS_MAX[kind] / 2, cpuShare: cpuShare([done]) },
    checked: `${rows[0]?.n ?? 0} effects written`,
  });
}

main(run);
