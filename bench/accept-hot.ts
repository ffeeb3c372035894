/**
 * accept-hot: durable orders a second when all of them are one account's, against the same callers on
 * 10,000 accounts. One row is the worst case of one-by-one; in a batch its orders are one fold.
 *
 * An account may have 1,000 open orders: a slice fills a few new accounts with them, one after the other.
 */
import { Door } from "@/lib/server/commit/door";
import { createPool } from "@/lib/server/database/pools";
import { compare } from "./measure";
import { check, main, report } from "./report";
import { address, adminPool, buyDraft, log, type Owner, openAccounts, StillMarket } from "./world";

const SPREAD = 10_000;
const TOGETHER = [1, 100];
const CALLERS = 256;
/** An account's share of a slice. */
const ORDERS_EACH = 900;
const ORDERS = 5 * ORDERS_EACH;
const GROUPS = 5;
/** Two warm-ups, then two a group. */
const SLICES = 2 + 2 * GROUPS;

async function run(): Promise<void> {
  const admin = adminPool(4);
  const pool = createPool(address("BENCH_DATABASE_URL"), "raxx_commit", log);
  const door = new Door({ pool, market: new StillMarket(), log });
  const open = (users: number, accountsEach: number) =>
    openAccounts({ admin, door }, { users, accountsEach });
  const ids = new Set<string>();
  const accept = accepting(door, ids);
  const spread = await open(100, SPREAD / 100);
  const peer = () => accept(spread, ORDERS);
  await peer();
  for (const together of TOGETHER) {
    const size = Math.max(together, ORDERS / ORDERS_EACH);
    const fresh = await open(size, SLICES);
    const own = async () => {
      const owners = fresh.splice(0, size);
      const each = Math.min(ORDERS_EACH, ORDERS / together) * together;
      for (let first = 0; first < size; first += together) {
        await accept(owners.slice(first, first + together), each);
      }
      return ORDERS;
    };
    await own();
    await own();
    const result = await compare({ a: own, b: peer }, GROUPS);
    report({
      ...{ name: "accept-hot", at: together === 1 ? "1 account" : `${together} accounts` },
      ...{ ...result, lowerIsBetter: false },
      ...{ unit: "orders/s", peerUnit: "orders/s on 10,000 accounts" },
      ...(together === 1 ? { floor: 0.5, goal: 1 } : { floor: null, goal: null }),
      checked: await checkDatabase(admin, ids),
    });
  }
}

/** Has so many orders accepted, by callers who ask again as soon as they are answered. */
function accepting(
  door: Door,
  ids: Set<string>,
): (owners: readonly Owner[], orders: number) => Promise<number> {
  let next = 0;
  const acceptOne = async ({ accountId }: Owner) => {
    const draft = buyDraft(`S${next % 500}`, 90_000_000n + BigInt(next % 1_000) * 10_000n);
    const command = { type: "submit_order", draft } as const;
    const answer = await door.ask({ accountId, feed: "real_time", command });
    check(answer.kind === "done" && answer.state.orders.has(draft.id), "every order is accepted");
    ids.add(draft.id);
  };
  return async (owners, orders) => {
    let asked = 0;
    const caller = async () => {
      while (asked < orders) {
        asked += 1;
        next += 1;
        await acceptOne(owners[next % owners.length] as Owner);
      }
    };
    await Promise.all(Array.from({ length: CALLERS }, caller));
    return orders;
  };
}

async function checkDatabase(
  admin: ReturnType<typeof adminPool>,
  ids: ReadonlySet<string>,
): Promise<string> {
  const { rows } = await admin.query<{ events: string; orders: string; gaps: string }>(`
    SELECT (SELECT count(*) FROM mbt_events WHERE type = 'order_accepted') AS events,
      (SELECT count(*) FROM mbt_orders WHERE working) AS orders,
      (SELECT count(*) FROM mbt_accounts a WHERE version <>
        (SELECT count(*) FROM mbt_events e WHERE e.account_id = a.id)) AS gaps`);
  check(Number(rows[0]?.events) === ids.size, "one event for each id returned");
  check(Number(rows[0]?.orders) === ids.size, "one working order for each id returned");
  check(Number(rows[0]?.gaps) === 0, "versions have no gaps");
  return `${ids.size.toLocaleString("en-US")} ids = events = orders, versions without gaps`;
}

main(run);
