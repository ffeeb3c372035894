/**
 * signal: durable orders a second while a matcher in another process is told of each batch and follows,
 * against the same callers with nobody told. As in production: the door publishes a hint after the commit,
 * the matcher's tail reads the events, indexes each order and decides it once on its arrival.
 *
 * Also how long after its submission an order hangs in the matcher's index.
 */
import { Door } from "@/lib/server/commit/door";
import { createPool } from "@/lib/server/database/pools";
import { tellCommits } from "@/lib/server/events/tell-commits";
import { createRedis } from "@/lib/server/redis";
import { callers, compare } from "./measure";
import { check, main, report } from "./report";
import { ask, startSecond } from "./second-process";
import type { Followed } from "./signal-matcher";
import { address, adminPool, buyDraft, log, type Owner, openAccounts, StillMarket } from "./world";

const ACCOUNTS = 1_000;
const CALLERS = 32;
const SLICE_MS = 600;
const GROUPS = 5;

async function run(): Promise<void> {
  const admin = adminPool(2);
  const pool = createPool(address("BENCH_DATABASE_URL"), "raxx_commit", log);
  const redis = createRedis(address("BENCH_REDIS_URL"), log);
  const market = new StillMarket();
  const alone = new Door({ pool, market, log });
  const informing = new Door({ pool, market, log, onCommitted: tellCommits(redis) });
  const open = (door: Door) =>
    openAccounts({ admin, door }, { users: 10, accountsEach: ACCOUNTS / 10 });
  const owners = { alone: await open(alone), informing: await open(informing) };
  const matcher = startSecond("signal-matcher");

  let indexed = 0;
  let lags: readonly number[] = [];
  const own = async () => {
    await ask(matcher, { action: "follow" });
    const accepted = await callers(CALLERS, SLICE_MS, accepting(informing, owners.informing));
    const followed = await ask<Followed>(matcher, { action: "rest", orders: accepted });
    check(followed.indexed === accepted, "the matcher has every order told of");
    indexed += followed.indexed;
    lags = [...lags, followed.p50Ms, followed.p99Ms];
    return accepted;
  };
  const peer = () => callers(CALLERS, SLICE_MS, accepting(alone, owners.alone));
  await own();
  await peer();
  lags = [];
  const result = await compare({ a: own, b: peer }, GROUPS);
  matcher.kill();
  const middle = (values: readonly number[]) =>
    [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
  const p50 = middle(lags.filter((_, index) => index % 2 === 0));
  const p99 = middle(lags.filter((_, index) => index % 2 === 1));
  report({
    ...{ name: "signal", at: `${CALLERS} callers`, ...result, lowerIsBetter: false },
    ...{ unit: "orders/s", peerUnit: "orders/s with nobody told", floor: 0.9, goal: 0.97 },
    checked: `${indexed.toLocaleString("en-US")} orders indexed and decided; submitted to indexed ${p50} ms p50, ${p99} ms p99`,
  });
}

function accepting(door: Door, owners: readonly Owner[]): () => Promise<void> {
  let next = 0;
  return async () => {
    const { accountId } = owners[next % owners.length] as Owner;
    next += 1;
    const draft = buyDraft(`S${next % 500}`, 90_000_000n + BigInt(next % 1_000) * 10_000n);
    const command = { type: "submit_order", draft } as const;
    const answer = await door.ask({ accountId, feed: "real_time", command });
    check(answer.kind === "done", "every order is accepted");
  };
}

main(run);
