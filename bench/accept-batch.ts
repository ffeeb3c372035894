/**
 * accept-batch: durable orders a second through the one door with every check, by how many callers
 * wait at once, against what 32 callers do without it: the same order decided and written alone, one
 * statement and one commit each. That is the 1x of performance.md's measurement, from which the floors
 * are (docs/adr/0022); a bare INSERT of one narrow row, which decides and guards nothing, is printed beside it.
 */

import pg from "pg";
import type { AccountState } from "@/lib/engine/account/account-state";
import type { OrderDraft } from "@/lib/engine/order/draft";
import { commitBatch } from "@/lib/server/commit/commit-batch";
import type { LoadedAccount } from "@/lib/server/commit/commit-item";
import { decideAccount } from "@/lib/server/commit/decide-batch";
import { Door } from "@/lib/server/commit/door";
import type { Waiting } from "@/lib/server/commit/door-request";
import { createPool } from "@/lib/server/database/pools";
import { callers, compare } from "./measure";
import { check, main, report } from "./report";
import {
  address,
  adminPool,
  buyDraft,
  log,
  type Owner,
  openAccounts,
  preparePeer,
  StillMarket,
} from "./world";

const ACCOUNTS = 10_000;
const CALLERS = [1, 8, 32, 256];
const PEER_CALLERS = 32;
const SLICE_MS = 450;
const WARM_UP_MS = 1_500;
const GROUPS = 5;
type Bounds = { readonly [callers: number]: { floor: number; goal: number } };
interface Peer {
  readonly unit: string;
  readonly bounds: Bounds;
  readonly work: (caller: number) => Promise<unknown>;
}
const BOUNDS: Bounds = {
  32: { floor: 1, goal: 2.5 },
  256: { floor: 1.8, goal: 5 },
};

/** What the callers were told, to be compared with what the database holds. */
const told = { ids: new Set<string>(), reservedMicros: 0n };

async function run(): Promise<void> {
  const admin = adminPool(PEER_CALLERS);
  const pool = createPool(address("BENCH_DATABASE_URL"), "raxx_commit", log);
  const door = new Door({ pool, market: new StillMarket(), log });
  const owners = await openAccounts({ admin, door }, { users: 100, accountsEach: ACCOUNTS / 100 });
  const insert = await preparePeer(admin);
  const accept = accepting(door, owners);
  const alone = await acceptingAlone(door, owners);
  const peers: readonly Peer[] = [
    { unit: "orders/s one by one, 32 callers", bounds: BOUNDS, work: alone },
    { unit: "bare INSERT commits/s, 32 callers", bounds: {}, work: insert },
  ];

  await callers(32, WARM_UP_MS, accept);
  for (const { work } of peers) await callers(PEER_CALLERS, WARM_UP_MS, work);
  for (const count of CALLERS) {
    const own = () => callers(count, SLICE_MS, accept);
    await own();
    for (const { unit, bounds, work } of peers) {
      const peer = () => callers(PEER_CALLERS, SLICE_MS, work);
      const result = await compare({ a: own, b: peer }, GROUPS);
      report({
        ...{ name: "accept-batch", at: `${count} callers`, ...result, lowerIsBetter: false },
        ...{ unit: "orders/s", peerUnit: unit },
        floor: bounds[count]?.floor ?? null,
        goal: bounds[count]?.goal ?? null,
        checked: await checkDatabase(admin),
      });
    }
  }
}

/** Each call takes the next account, so no two callers meet on one. */
function accepting(door: Door, owners: readonly Owner[]): () => Promise<void> {
  let next = 0;
  return async () => {
    const { accountId } = owners[next % owners.length] as Owner;
    next += 1;
    const draft = draftOf(next);
    const answer = await door.ask({
      accountId,
      feed: "real_time",
      command: { type: "submit_order", draft },
    });
    note(draft, answer.kind === "done" ? answer.state : null);
  };
}

/** The same accept without the door's batches: decided as the door decides, written with nobody else's. */
async function acceptingAlone(
  door: Door,
  owners: readonly Owner[],
): Promise<(caller: number) => Promise<void>> {
  const pool = new pg.Pool({ connectionString: address("BENCH_DATABASE_URL"), max: PEER_CALLERS });
  const markets = new Map([["real_time" as const, await new StillMarket().view()]]);
  let next = 0;
  return async () => {
    const { accountId } = owners[next % owners.length] as Owner;
    next += 1;
    const draft = draftOf(next);
    const account = (await door.peek(accountId)) as LoadedAccount;
    const { item } = decideAccount(account, [waitingFor(accountId, draft)], markets);
    if (item === null) throw new Error("every order is accepted");
    const outcome = (await commitBatch(pool, [item])).get(accountId);
    check(outcome?.kind === "committed", "every order is committed");
    door.cache.set(accountId, item.after);
    note(draft, item.after.state);
  };
}

function waitingFor(accountId: string, draft: OrderDraft): Waiting {
  return {
    request: { accountId, feed: "real_time", command: { type: "submit_order", draft } },
    resolve: () => undefined,
    reject: () => undefined,
    failures: 0,
    conflicts: 0,
  };
}

function draftOf(n: number): OrderDraft {
  return buyDraft(`S${n % 500}`, 90_000_000n + BigInt(n % 1_000) * 10_000n);
}

function note({ id }: OrderDraft, state: AccountState | null): void {
  const order = state?.orders.get(id);
  check(order !== undefined, "every order is accepted");
  told.ids.add(id);
  told.reservedMicros += order?.reservedMicros ?? 0n;
}

async function checkDatabase(admin: import("pg").Pool): Promise<string> {
  const { rows } = await admin.query<{ events: string; orders: string; reserved: string }>(`
    SELECT (SELECT count(*) FROM mbt_events WHERE type = 'order_accepted') AS events,
      (SELECT count(*) FROM mbt_orders WHERE working) AS orders,
      (SELECT sum(reserved_micros) FROM mbt_accounts) AS reserved`);
  const found = rows[0];
  check(Number(found?.events) === told.ids.size, "one event for each id returned");
  check(Number(found?.orders) === told.ids.size, "one working order for each id returned");
  check(BigInt(found?.reserved ?? 0) === told.reservedMicros, "accounts hold what orders reserve");
  return `${told.ids.size.toLocaleString("en-US")} ids = events = orders; reserves equal`;
}

main(run);
