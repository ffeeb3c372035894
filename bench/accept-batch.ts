/**
 * accept-batch: durable orders a second through the one door with every check, by how many callers
 * wait at once, against single-row INSERT commits of 32 callers.
 */
import { Door } from "@/lib/server/commit/door";
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
const BOUNDS: { readonly [callers: number]: { floor: number; goal: number } } = {
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
  const peer = () => callers(PEER_CALLERS, SLICE_MS, insert);

  await callers(32, WARM_UP_MS, accept);
  await peer();
  for (const count of CALLERS) {
    const own = () => callers(count, SLICE_MS, accept);
    await own();
    const result = await compare({ a: own, b: peer }, GROUPS);
    report({
      ...{ name: "accept-batch", at: `${count} callers`, ...result, lowerIsBetter: false },
      ...{ unit: "orders/s", peerUnit: "INSERT commits/s, 32 callers" },
      floor: BOUNDS[count]?.floor ?? null,
      goal: BOUNDS[count]?.goal ?? null,
      checked: await checkDatabase(admin),
    });
  }
}

/** Each call takes the next account, so no two callers meet on one. */
function accepting(door: Door, owners: readonly Owner[]): () => Promise<void> {
  let next = 0;
  return async () => {
    const { accountId } = owners[next % owners.length] as Owner;
    next += 1;
    const draft = buyDraft(`S${next % 500}`, 90_000_000n + BigInt(next % 1_000) * 10_000n);
    const answer = await door.ask({
      accountId,
      feed: "real_time",
      command: { type: "submit_order", draft },
    });
    const order = answer.kind === "done" ? answer.state.orders.get(draft.id) : undefined;
    check(order !== undefined, "every order is accepted");
    told.ids.add(draft.id);
    told.reservedMicros += order?.reservedMicros ?? 0n;
  };
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
