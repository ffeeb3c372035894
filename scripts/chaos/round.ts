/** One round: accounts made ready, a victim stopped at its failpoint, something killed, the work taken up, all proven. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import pg from "pg";
import { Door } from "@/lib/server/commit/door";
import { createPool } from "@/lib/server/database/pools";
import { uuidv7 } from "@/lib/server/ids";
import { createLog } from "@/lib/server/log";
import { simpleDraft, spreadDraft } from "@/lib/server/testing/drafts";
import { dollars } from "@/lib/server/testing/fake-market";
import { brokenLaws } from "@/lib/server/verify/laws";
import { verifyAccounts } from "@/lib/server/verify/verify-all";
import type { Failpoint } from "./failpoints";
import { BOUGHT, chaosMarket, EXPIRY_JOB, SOLD } from "./story";
import type { VictimConfig } from "./victim";

const ACCOUNTS = 5;
const HIT_MS_MAX = 20_000;
const log = createLog("chaos", "silent");

/** What is killed at the failpoint; a rival is another worker that does all the work meanwhile. */
export type Target = "worker" | "postgres" | "redis" | "rival";

export interface Stores {
  readonly url: string;
  readonly redisUrl: string;
  /** Ends a store as kill -9 or `-m immediate` does, and starts it again on its data. */
  readonly kill: (store: "postgres" | "redis") => Promise<void>;
}

type Scenario = VictimConfig["scenario"];
type Account = VictimConfig["accounts"][number];

export interface Round {
  readonly scenario: Scenario;
  readonly point: Failpoint | null;
  readonly target: Target;
  readonly splitPurge?: boolean;
}

/** Plays a round; answers whether the failpoint was met, and what is wrong afterwards. */
export async function playRound(
  stores: Stores,
  victim: string,
  { scenario, point, target, splitPurge = false }: Round,
): Promise<{ readonly hit: boolean; readonly wrong: readonly string[] }> {
  const admin = new pg.Pool({ connectionString: stores.url, max: 2 });
  admin.on("error", () => undefined);
  try {
    const accounts = await makeReady(stores.url, admin, scenario);
    if (point?.moment === "during") await slowDown(admin, true);
    const config = {
      scenario,
      accounts,
      point,
      splitPurge,
      url: stores.url,
      redisUrl: stores.redisUrl,
    };
    const child = start(victim, config);
    const hit = point !== null && (await untilHit(child));
    if (hit && target === "rival") await untilEnded(start(victim, { ...config, point: null }));
    if (hit) await strike(child, target, stores);
    await untilEnded(child);
    await slowDown(admin, false);
    const early = await wrongWith(admin, accounts, null);
    await untilEnded(start(victim, { ...config, point: null, splitPurge: false }));
    return { hit, wrong: [...early, ...(await wrongWith(admin, accounts, scenario))] };
  } finally {
    await admin.end();
  }
}

/** Kills the program, or a store under it; a program whose store came back goes on by itself. */
async function strike(child: ChildProcess, target: Target, stores: Stores): Promise<void> {
  if (target === "worker") child.kill("SIGKILL");
  else {
    if (target !== "rival") await stores.kill(target);
    child.send("go on");
  }
}

function start(victim: string, config: VictimConfig): ChildProcess {
  const args = [victim, JSON.stringify(config)];
  return spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
}

async function untilHit(child: ChildProcess): Promise<boolean> {
  const impatience = AbortSignal.timeout(HIT_MS_MAX);
  const met = once(child, "message", { signal: impatience }).then(() => true);
  const ended = once(child, "exit").then(() => false);
  return Promise.race([met, ended]).catch(() => false);
}

async function untilEnded(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

/** A statement that writes events takes long enough to be met in the middle. */
async function slowDown(admin: pg.Pool, slow: boolean): Promise<void> {
  await admin.query("DROP TRIGGER IF EXISTS chaos_slow ON mbt_events");
  if (slow)
    await admin.query(
      "CREATE TRIGGER chaos_slow AFTER INSERT ON mbt_events FOR EACH STATEMENT EXECUTE FUNCTION chaos_sleep()",
    );
}

/** Accounts with a resting order, a spread, or a past of a hundred days, and one more order that works on. */
async function makeReady(url: string, admin: pg.Pool, scenario: Scenario): Promise<Account[]> {
  const pool = createPool(url, "raxx_commit", log);
  const door = new Door({ pool, market: chaosMarket("fills"), log });
  const accounts = await Promise.all(
    Array.from({ length: ACCOUNTS }, () => openOne(door, admin, scenario)),
  );
  await pool.end();
  const ids = accounts.map(({ accountId }) => accountId);
  if (scenario === "expiry") await planJob(admin);
  if (scenario === "purge") await age(admin, ids);
  return accounts;
}

async function openOne(door: Door, admin: pg.Pool, scenario: Scenario): Promise<Account> {
  const [userId, accountId] = [uuidv7(Date.now()), uuidv7(Date.now())];
  const tier = scenario === "purge" ? "free" : "pro";
  await admin.query("INSERT INTO users (id, email, tier) VALUES ($1, $2, $3)", [
    userId,
    userId,
    tier,
  ]);
  const ask = (command: Parameters<Door["ask"]>[0]["command"]) =>
    door.ask({ accountId, feed: "real_time", owner: { userId, name: "Paper" }, command });
  const terms = {
    kind: "margin",
    policy: "regt",
    profile: "standard",
    market: "sim",
    fees: "none",
  };
  await ask({ type: "open_account", ...terms, startingCashMicros: dollars("50000") } as never);
  const fill = async (draft: ReturnType<typeof simpleDraft>) => {
    await ask({ type: "submit_order", draft });
    await ask({ type: "match_order", orderId: draft.id, trigger: "quote" });
  };
  if (scenario === "expiry") await fill(spreadDraft({ buy: BOUGHT, sell: SOLD }));
  if (scenario === "purge") for (let n = 0; n < 6; n += 1) await fill(simpleDraft("AAPL"));
  const order = simpleDraft(
    "AAPL",
    scenario === "fills" ? { qty: 3 } : { limit: "90.00", timeInForce: "gtc" },
  );
  await ask({ type: "submit_order", draft: order });
  return { accountId, orderId: order.id };
}

/** Of the delayed feed, which is the world of people who gave no word about market data (docs/adr/0015). */
async function planJob(admin: pg.Pool): Promise<void> {
  await admin.query("DELETE FROM market_jobs");
  await admin.query(
    `INSERT INTO market_jobs (key, market, feed, kind, date, status, due_at)
     VALUES ($1, 'sim', 'delayed', 'settle_expiry', '2026-11-17', 'due', now())`,
    [EXPIRY_JOB],
  );
}

async function age(admin: pg.Pool, ids: readonly string[]): Promise<void> {
  const client = await admin.connect();
  await client.query("SET session_replication_role = replica");
  await client.query(
    "UPDATE mbt_events SET recorded_at = now() - interval '100 days' WHERE account_id = ANY ($1)",
    [ids],
  );
  await client.query("SET session_replication_role = DEFAULT");
  client.release();
}

/** What must be so once for each account when its work is over. */
// A worker that dies after a settlement and before its row leaves none: there is nothing left to settle then.
const DONE: { readonly [S in Scenario]: string } = {
  fills: "(SELECT count(*) FROM mbt_fills f WHERE f.account_id = a.id) = 1",
  expiry: `(SELECT count(*) FROM mbt_events e WHERE e.account_id = a.id AND e.type = 'option_assigned') = 1
    AND (SELECT count(*) FROM mbt_events e WHERE e.account_id = a.id AND e.type = 'option_expired') = 1
    AND (SELECT count(*) FROM mbt_job_effects j WHERE j.account_id = a.id AND j.outcome <> 'done') = 0`,
  purge: `(SELECT count(*) FROM mbt_events e WHERE e.account_id = a.id) = 1
    AND (SELECT count(*) FROM mbt_orders o WHERE o.account_id = a.id AND o.working) = 1
    AND (SELECT count(*) FROM mbt_purged_order_ids p WHERE p.account_id = a.id) = 6`,
};

async function wrongWith(
  admin: pg.Pool,
  accounts: readonly Account[],
  done: Scenario | null,
): Promise<readonly string[]> {
  const ids = accounts.map(({ accountId }) => accountId);
  const broken = await brokenLaws(admin, ids);
  const { failures } = await verifyAccounts(admin, ids);
  const wrong = [
    ...broken.map(({ law, what }) => `${law}: ${what}`),
    ...failures.map(({ difference }) => difference),
  ];
  if (done === null) return wrong;
  const { rows } = await admin.query<{ id: string }>(
    `SELECT a.id FROM mbt_accounts a WHERE a.id = ANY ($1) AND NOT (${DONE[done]})`,
    [ids],
  );
  return [...wrong, ...rows.map(({ id }) => `${done} was not done once on ${id}`)];
}
