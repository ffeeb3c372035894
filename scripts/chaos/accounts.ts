/** The accounts of a round: with a resting order, a spread, a past of a hundred days, or money for one order alone. */
import { createHash } from "node:crypto";
import type pg from "pg";
import { Door } from "@/lib/server/commit/door";
import { newKeyId } from "@/lib/server/identity/key-secret";
import { uuidv7 } from "@/lib/server/ids";
import { createLog } from "@/lib/server/log";
import { simpleDraft, spreadDraft } from "@/lib/server/testing/drafts";
import { dollars } from "@/lib/server/testing/fake-market";
import { BOUGHT, chaosMarket, EXPIRY_JOB, type Scenario, SOLD } from "./story";

const ACCOUNTS = 5;
/** Two orders of 60 at 99 dollars: there is money for one of them. */
const CASH = { orders: "10000", others: "50000" };
export const SECRET = "rxp_chaos";

export interface Account {
  readonly accountId: string;
  readonly orderId: string;
  /** Of a program that trades it. */
  readonly keyId: string;
}

/** Makes accounts; `commit` is a pool as raxx_commit, `admin` one of the login itself. */
export async function makeReady(
  commit: pg.Pool,
  admin: pg.Pool,
  scenario: Scenario,
): Promise<readonly Account[]> {
  const log = createLog("chaos", "silent");
  const door = new Door({ pool: commit, market: chaosMarket("fills"), log });
  const accounts = await Promise.all(
    Array.from({ length: ACCOUNTS }, () => openOne(door, admin, scenario)),
  );
  if (scenario === "expiry") await planJob(admin);
  if (scenario === "purge") await age(admin, accounts);
  return accounts;
}

async function openOne(door: Door, admin: pg.Pool, scenario: Scenario): Promise<Account> {
  const [userId, accountId] = [uuidv7(Date.now()), uuidv7(Date.now())];
  const keyId = newKeyId();
  await makeUser(admin, { userId, scenario });
  const ask = (command: Parameters<Door["ask"]>[0]["command"]) =>
    door.ask({ accountId, feed: "real_time", owner: { userId, name: "Paper" }, command });
  const fill = async (draft: ReturnType<typeof simpleDraft>) => {
    await ask({ type: "submit_order", draft });
    await ask({ type: "match_order", orderId: draft.id, trigger: "quote" });
  };
  const posted = scenario === "orders";
  await ask({
    type: "open_account",
    ...{ policy: "regt", profile: "standard", market: "sim", fees: "none" },
    kind: posted ? "cash" : "margin",
    startingCashMicros: dollars(posted ? CASH.orders : CASH.others),
  });
  if (posted) await admin.query(KEY, [uuidv7(Date.now()), userId, accountId, keyId, SECRET_HASH]);
  if (scenario === "expiry") await fill(spreadDraft({ buy: BOUGHT, sell: SOLD }));
  if (scenario === "purge") for (let n = 0; n < 6; n += 1) await fill(simpleDraft("AAPL"));
  const wanted =
    scenario === "fills" ? { qty: 3 } : ({ limit: "90.00", timeInForce: "gtc" } as const);
  const order = simpleDraft("AAPL", wanted);
  if (!posted) await ask({ type: "submit_order", draft: order });
  return { accountId, orderId: order.id, keyId };
}

const SECRET_HASH = createHash("sha256").update(SECRET).digest();
const KEY = `INSERT INTO api_keys (id, user_id, account_id, key_id, secret_hash, name, scopes)
  VALUES ($1, $2, $3, $4, $5, 'chaos', '{read,trade}')`;
const ATTEST =
  "INSERT INTO data_attestations (id, user_id, by) VALUES (gen_random_uuid(), $1, 'user')";

/** Who gave no word about market data lives in the delayed world, as the job of the expiry does (docs/adr/0015). */
async function makeUser(
  admin: pg.Pool,
  { userId, scenario }: { readonly userId: string; readonly scenario: Scenario },
): Promise<void> {
  const tier = scenario === "purge" ? "free" : "pro_plus";
  const values = [userId, `${userId}@chaos.test`, tier];
  await admin.query("INSERT INTO users (id, email, tier) VALUES ($1, $2, $3)", values);
  if (scenario === "orders") await admin.query(ATTEST, [userId]);
}

async function planJob(admin: pg.Pool): Promise<void> {
  await admin.query("DELETE FROM market_jobs");
  await admin.query(
    `INSERT INTO market_jobs (key, market, feed, kind, date, status, due_at)
     VALUES ($1, 'sim', 'delayed', 'settle_expiry', '2026-11-17', 'due', now())`,
    [EXPIRY_JOB],
  );
}

async function age(admin: pg.Pool, accounts: readonly Account[]): Promise<void> {
  const client = await admin.connect();
  await client.query("SET session_replication_role = replica");
  await client.query(
    "UPDATE mbt_events SET recorded_at = now() - interval '100 days' WHERE account_id = ANY ($1)",
    [accounts.map(({ accountId }) => accountId)],
  );
  await client.query("SET session_replication_role = DEFAULT");
  client.release();
}
