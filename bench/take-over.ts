/**
 * take-over: from the moment the worker that matches is killed, or stands still, to the first fill by the one that
 * waits beside it; orders come all the time. A worker that wakes up again must double nothing.
 */
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Door } from "@/lib/server/commit/door";
import { createPool } from "@/lib/server/database/pools";
import { simpleDraft } from "@/lib/server/testing/drafts";
import { FakeMarket } from "@/lib/server/testing/fake-market";
import { brokenLaws } from "@/lib/server/verify/laws";
import { quantile } from "./measure";
import { check, main, report } from "./report";
import { startSecond } from "./second-process";
import { address, adminPool, log, openAccounts } from "./world";

const ROUNDS = 20;
const POLL_MS = 4;
const WAIT_MS_MAX = 15_000;

/** Both workers, and which of them says that it holds the lease. */
class Pair {
  readonly active = new Map<ChildProcess, boolean>();

  async add(): Promise<void> {
    const child = startSecond("take-over-worker");
    const ready = new Promise<void>((resolve) => {
      child.on("message", (message: "ready" | { active: boolean }) => {
        if (message === "ready") resolve();
        else this.active.set(child, message.active);
      });
    });
    await ready;
  }

  /** The one that matches; waits until it is exactly one. */
  async holder(): Promise<ChildProcess> {
    for (;;) {
      const holders = [...this.active].filter(([, active]) => active);
      if (this.active.size === 2 && holders.length === 1 && holders[0]) return holders[0][0];
      await sleep(POLL_MS);
    }
  }

  async kill(child: ChildProcess): Promise<void> {
    this.active.delete(child);
    if (child.exitCode !== null || child.signalCode !== null) return; // its exit was told before
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }
}

async function run(): Promise<void> {
  const admin = adminPool(4);
  const url = address("BENCH_DATABASE_URL");
  const market = new FakeMarket();
  market.quoteBoth("AAPL", { bid: "99.99", ask: "100.01", size: 100_000 });
  const door = new Door({ pool: createPool(url, "raxx_commit", log), market, log });
  const [owner] = await openAccounts({ admin, door }, { users: 1, accountsEach: 1 });
  const accountId = owner?.accountId ?? "";
  const pair = new Pair();
  await pair.add();
  await pair.add();

  /** Milliseconds until an order that is sent now has filled. */
  const untilFilled = async () => {
    const startMs = performance.now();
    const draft = simpleDraft("AAPL", { side: "buy" });
    await door.ask({ accountId, feed: "real_time", command: { type: "submit_order", draft } });
    for (;;) {
      const { rows } = await admin.query("SELECT 1 FROM mbt_fills WHERE order_id = $1", [draft.id]);
      if (rows.length > 0) return performance.now() - startMs;
      check(performance.now() - startMs < WAIT_MS_MAX, "the other worker takes over");
      await sleep(POLL_MS);
    }
  };
  const calm: number[] = [];
  for (let n = 0; n < ROUNDS; n += 1) calm.push(await untilFilled());
  const [crash, freeze]: [number[], number[]] = [[], []];
  for (let n = 0; n < ROUNDS; n += 1) {
    const killed = await pair.holder();
    await sleep(Math.random() * 150);
    killed.kill("SIGKILL");
    crash.push(await untilFilled());
    await pair.kill(killed);
    await pair.add();
    const frozen = await pair.holder();
    await sleep(Math.random() * 150);
    frozen.kill("SIGSTOP");
    freeze.push(await untilFilled());
    frozen.kill("SIGCONT");
    await untilFilled();
  }
  const broken = await brokenLaws(admin, null);
  check(broken.length === 0, `nothing is lost or doubled: ${broken[0]?.law}`);
  for (const child of [...pair.active.keys()]) await pair.kill(child);
  for (const [what, times, p50, p99] of [
    ["killed", crash, 500, 2_000],
    ["frozen", freeze, 500, 3_000],
  ] as const) {
    for (const [name, share, limit] of [
      ["p50", 0.5, p50],
      ["p99", 0.99, p99],
    ] as const) {
      report({
        ...{ name: "take-over", at: `${what} worker, first fill ${name}`, unit: "ms" },
        ...{ value: quantile(times, share), peer: quantile(calm, 0.5), lowerIsBetter: true },
        ...{ peerUnit: "ms, an order when nothing happens (p50)", ratio: null, cpuShare: null },
        ...{ floor: limit, goal: limit / 2, checked: `${times.length} rounds, no law broken` },
      });
    }
  }
}

main(run);
