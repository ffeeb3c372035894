/** A database of its own with doors, users and accounts: what tests of the one door start from. */
import pg from "pg";
import { afterAll } from "vitest";
import type { AccountKind } from "@/lib/engine/account/account-state";
import type { Command } from "@/lib/engine/account/command";
import type { FeeSetting } from "@/lib/engine/fees/fee-schedule";
import type { OrderDraft } from "@/lib/engine/order/draft";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import { Door } from "../commit/door";
import type { DoorAnswer } from "../commit/door-request";
import { createPool, type Role } from "../database/pools";
import type { Tier } from "../deps";
import { uuidv7 } from "../ids";
import { createLog } from "../log";
import { ATTEST } from "./attested";
import { createTestDatabase } from "./database";
import { dollars, FakeMarket } from "./fake-market";
import { findViolations } from "./invariants";

export const silentLog = createLog("test", "silent");

export interface OpenedAccount {
  readonly accountId: string;
  readonly userId: string;
  readonly feed: FeedKind;
}

interface AccountTerms {
  readonly cash?: string;
  readonly kind?: AccountKind;
  readonly tier?: Tier;
  readonly fees?: FeeSetting;
}

export class DoorWorld {
  readonly market = new FakeMarket();
  private readonly pools: pg.Pool[] = [];
  /** The login itself, a superuser here: for what no runtime role may see or do. */
  readonly admin: pg.Pool;

  constructor(readonly url: string) {
    this.admin = new pg.Pool({ connectionString: url, max: 4 });
    this.admin.on("error", () => undefined); // a test may end every backend, this one's too
    this.pools.push(this.admin);
  }

  pool(role: Role): pg.Pool {
    const pool = createPool(this.url, role, silentLog);
    this.pools.push(pool);
    return pool;
  }

  /** A door with a pool and a cache of its own, as another process would have. */
  newDoor(pool = this.pool("raxx_commit")): Door {
    return new Door({ pool, market: this.market, log: silentLog });
  }

  async newUser(tier: Tier = "pro"): Promise<string> {
    const userId = uuidv7(Date.now());
    await this.admin.query("INSERT INTO users (id, email, tier) VALUES ($1, $2, $3)", [
      userId,
      `${userId}@example.test`,
      tier,
    ]);
    if (tier !== "free") await this.admin.query(ATTEST, [userId]);
    return userId;
  }

  /** Opens an account of a new user through a door. */
  async openAccount(door: Door, terms: AccountTerms = {}): Promise<OpenedAccount> {
    const tier = terms.tier ?? "pro";
    const userId = await this.newUser(tier);
    const feed: FeedKind = tier === "free" ? "delayed" : "real_time";
    const account = { accountId: uuidv7(Date.now()), userId, feed };
    const answer = await door.ask({
      ...account,
      owner: { userId, name: "Paper 1" },
      command: {
        type: "open_account",
        kind: terms.kind ?? "margin",
        policy: "regt",
        profile: "standard",
        market: "sim",
        fees: terms.fees ?? "none",
        startingCashMicros: dollars(terms.cash ?? "50000"),
      },
    });
    if (answer.kind !== "done") throw new Error(`could not open an account: ${answer.kind}`);
    return account;
  }

  /** Everything that is wrong with every account, as sentences; empty when all is well. */
  violations(): Promise<readonly string[]> {
    return findViolations(this.admin);
  }

  async count(table: string, accountId: string): Promise<number> {
    const { rows } = await this.admin.query<{ n: string }>(
      `SELECT count(*) AS n FROM ${table} WHERE account_id = $1`,
      [accountId],
    );
    return Number(rows[0]?.n);
  }

  /** Event types of an account, in order. */
  async events(accountId: string): Promise<readonly string[]> {
    const { rows } = await this.admin.query<{ type: string }>(
      "SELECT type FROM mbt_events WHERE account_id = $1 ORDER BY version",
      [accountId],
    );
    return rows.map((row) => row.type);
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.pools.map((pool) => pool.end()));
  }
}

/** Call it at the top of a file: `const world = await createDoorWorld()`. */
export async function createDoorWorld(): Promise<DoorWorld> {
  const { url } = await createTestDatabase();
  const world = new DoorWorld(url);
  afterAll(() => world.close()); // hooks run last first: pools end before the database is dropped
  return world;
}

export function submit(
  door: Door,
  { accountId, feed }: OpenedAccount,
  draft: OrderDraft,
): Promise<DoorAnswer> {
  return door.ask({ accountId, feed, command: { type: "submit_order", draft } });
}

export function order(
  door: Door,
  { accountId, feed }: OpenedAccount,
  type: "cancel_order" | "expire_order" | "match_order",
  orderId: string,
): Promise<DoorAnswer> {
  const command: Command =
    type === "match_order" ? { type, orderId, trigger: "quote" } : { type, orderId };
  return door.ask({ accountId, feed, command });
}

/** How many answers there are of each kind; a failed ask counts by its error's code. */
export async function tally(
  asked: readonly Promise<DoorAnswer>[],
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const result of await Promise.allSettled(asked)) {
    const kind = result.status === "fulfilled" ? result.value.kind : errorCode(result.reason);
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
