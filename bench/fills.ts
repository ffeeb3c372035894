/**
 * fills: 10,000 accounts with an order each that one quote reaches, from the quote to the last durable fill, against
 * the same fills asked one by one.
 */

import { setTimeout as sleep } from "node:timers/promises";
import { Door } from "@/lib/server/commit/door";
import { createPool } from "@/lib/server/database/pools";
import { EventTail } from "@/lib/server/events/tail";
import { MarketClock } from "@/lib/server/market/market-clock";
import { simpleDraft } from "@/lib/server/testing/drafts";
import { FakeMarket } from "@/lib/server/testing/fake-market";
import { Matcher } from "@/worker/matcher/matcher";
import { cpuShare, slice } from "./measure";
import { check, main, report } from "./report";
import { address, adminPool, log, type Owner, openAccounts } from "./world";

const ACCOUNTS = 10_000;
const USERS = 100;
const AT_ONCE = 512;
/** Of these the one-by-one rate is made. */
const SINGLES = 300;

async function run(): Promise<void> {
  const admin = adminPool(4);
  const url = address("BENCH_DATABASE_URL");
  const market = new FakeMarket();
  market.quoteBoth("AAPL", { bid: "99.99", ask: "100.01" });
  market.quoteBoth("MSFT", { bid: "99.99", ask: "100.01" });
  const door = new Door({ pool: createPool(url, "raxx_commit", log), market, log });
  const owners = await openAccounts(
    { admin, door },
    { users: USERS, accountsEach: ACCOUNTS / USERS },
  );
  await rest(door, owners, "AAPL");
  const singles = owners.slice(0, SINGLES);
  const singleIds = await rest(door, singles, "MSFT");
  await admin.query("VACUUM ANALYZE");

  const one = await oneByOne(door, market, singles, singleIds);
  const all = await byQuote({ admin, door, market, url });
  const rate = (all.count / all.ms) * 1_000;
  report({
    ...{
      name: "fills",
      at: `${ACCOUNTS.toLocaleString("en-US")} accounts, one quote`,
      value: rate,
    },
    ...{ unit: "fills/s", peer: one, peerUnit: "fills/s, one by one", lowerIsBetter: false },
    ...{ ratio: { low: rate / one, median: rate / one, high: rate / one }, floor: 8, goal: 20 },
    cpuShare: cpuShare([all]),
    checked: `${all.count.toLocaleString("en-US")} fills in ${(all.ms / 1_000).toFixed(1)} s`,
  });
}

/** A resting buy in every account; answers the ids of the orders. */
async function rest(door: Door, owners: readonly Owner[], symbol: string): Promise<string[]> {
  const ids: string[] = [];
  const lane = async (first: number) => {
    for (let n = first; n < owners.length; n += AT_ONCE) {
      const draft = simpleDraft(symbol, { limit: "95.00", timeInForce: "gtc" });
      ids[n] = draft.id;
      const { accountId } = owners[n] as Owner;
      const command = { type: "submit_order", draft } as const;
      const answer = await door.ask({ accountId, feed: "real_time", command });
      check(answer.kind === "done", "every order rests");
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => lane(n)));
  return ids;
}

async function oneByOne(
  door: Door,
  market: FakeMarket,
  owners: readonly Owner[],
  ids: readonly string[],
): Promise<number> {
  market.quoteBoth("MSFT", { bid: "94.90", ask: "94.95" });
  const done = await slice(async () => {
    for (const [n, { accountId }] of owners.entries()) {
      const command = { type: "match_order", orderId: ids[n] ?? "", trigger: "quote" } as const;
      const answer = await door.ask({ accountId, feed: "real_time", command });
      check(answer.kind === "done" && answer.events.length > 0, "each is filled");
    }
    return owners.length;
  });
  return (done.count / done.ms) * 1_000;
}

async function byQuote(world: {
  admin: ReturnType<typeof adminPool>;
  door: Door;
  market: FakeMarket;
  url: string;
}) {
  const { admin, door, market, url } = world;
  const pool = createPool(url, "raxx_worker", log);
  const tail = new EventTail(pool, log);
  const marketClock = new MarketClock("sim", market, pool);
  const matcher = new Matcher({ pool, door, tail, marketClock, log });
  await matcher.start();
  check(matcher.indexes.real_time.size === ACCOUNTS, "every order is in the index");
  const filled = async () => {
    const { rows } = await admin.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM mbt_fills WHERE symbol = 'AAPL'",
    );
    return rows[0]?.n ?? 0;
  };
  check((await filled()) === 0, "nothing has filled before the quote");
  return slice(async () => {
    market.quoteBoth("AAPL", { bid: "94.90", ask: "94.95" });
    matcher.onQuote("real_time", "AAPL", 94_900_000, 94_950_000);
    while (matcher.deciding > 0) await sleep(5);
    const count = await filled();
    check(count === ACCOUNTS, "each account filled once");
    return count;
  });
}

main(run);
