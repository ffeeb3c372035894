/**
 * reads: milliseconds of GET /v2/account and GET /v2/positions over HTTP at 200 requests a second, the
 * arrivals on a clock of their own, against a bare node:http server that answers as many bytes.
 *
 * The server is lib/http/node over the dependencies of production, as in accept-http. Every account
 * holds shares of ten symbols, and no two requests in a row ask for the same one.
 */
import { handleProgramNode } from "@/lib/http/node";
import { createDeps, type Deps } from "@/lib/server/deps";
import { env } from "@/lib/server/env";
import { cpuShare, quantile, quartiles, type Slice, slice } from "./measure";
import type { PacedRequest, PacedResult } from "./paced-client";
import { fillMarket, issueKeys, listen, SECRET } from "./programs";
import { check, main, report } from "./report";
import { ask, startSecond } from "./second-process";
import { address, adminPool, buyDraft, log, type Owner, openAccounts } from "./world";

const USERS = 100;
const HELD = 10;
const SYMBOLS = Array.from({ length: 100 }, (_, index) => `B${index}`);
const PER_SECOND = 200;
const SLICE_MS = 3_000;
const SLICES = 5;
const PATHS = ["/v2/account", "/v2/positions"];

async function run(): Promise<void> {
  process.env.DATABASE_URL = address("BENCH_DATABASE_URL");
  process.env.REDIS_URL = address("BENCH_REDIS_URL");
  const admin = adminPool(4);
  const deps = createDeps(env(), log);
  await fillMarket(admin, deps, SYMBOLS);
  const owners = await openAccounts({ admin, door: deps.door }, { users: USERS, accountsEach: 1 });
  await buyShares(deps, owners);
  const keyIds = await issueKeys(admin, owners);
  const product = await listen((request, response) => {
    if (!handleProgramNode(deps, request, response)) response.writeHead(404).end();
  });
  const client = startSecond("paced-client");
  for (const path of PATHS) {
    const load = (port: number, ms = SLICE_MS) =>
      ask<PacedResult>(client, {
        ...{ port, path, keyIds, secret: SECRET, perSecond: PER_SECOND, ms },
      } satisfies PacedRequest);
    const { text } = await load(product, 1_000);
    checkAnswer(path, text);
    const bare = await listen((_, response) => response.end(text));
    await measure(path, { own: () => load(product), peer: () => load(bare) });
  }
  client.kill();
}

async function buyShares({ door }: Deps, owners: readonly Owner[]): Promise<void> {
  const buys = owners.flatMap(({ accountId }) =>
    SYMBOLS.slice(0, HELD).map(async (symbol) => {
      const draft = buyDraft(symbol, 100_010_000n);
      const ordered = { accountId, feed: "real_time" } as const;
      await door.ask({ ...ordered, command: { type: "submit_order", draft } });
      const command = { type: "match_order", orderId: draft.id, trigger: "arrival" } as const;
      const answer = await door.ask({ ...ordered, command });
      check(
        answer.kind === "done" && !answer.state.orders.has(draft.id),
        "every order to buy is filled",
      );
    }),
  );
  await Promise.all(buys);
}

function checkAnswer(path: string, text: string): void {
  const answer = JSON.parse(text);
  if (path === "/v2/positions") {
    check(answer.length === HELD, "every position is answered");
    check(
      answer.every((one: { qty: string }) => one.qty === "1"),
      "each of one share",
    );
  } else check(answer.status === "ACTIVE", "the account is answered");
}

async function measure(
  path: string,
  { own, peer }: { own: () => Promise<PacedResult>; peer: () => Promise<PacedResult> },
): Promise<void> {
  const figures: { p50: number; p99: number; peer: number }[] = [];
  const slices: Slice[] = [];
  let answered = 0;
  for (let n = 0; n < SLICES; n += 1) {
    const bare = await peer();
    const asking = { result: bare };
    slices.push(
      await slice(async () => {
        asking.result = await own();
        return asking.result.times.length;
      }),
    );
    const { times, failed } = asking.result;
    check(failed === 0, `every read is answered with 200 (${failed} were not)`);
    answered += times.length;
    const peerMs = quantile(bare.times, 0.99);
    figures.push({ p50: quantile(times, 0.5), p99: quantile(times, 0.99), peer: peerMs });
  }
  const middle = (key: keyof (typeof figures)[number]) =>
    quartiles(figures.map((one) => one[key])).median;
  report({
    ...{ name: "reads", at: `GET ${path}, p99 at ${PER_SECOND}/s`, value: middle("p99") },
    ...{ unit: "ms", peer: middle("peer"), peerUnit: "ms, bare node:http (p99)", ratio: null },
    ...{ floor: 10, goal: 5, lowerIsBetter: true, cpuShare: cpuShare(slices) },
    checked: `${answered.toLocaleString("en-US")} answers of 200, ${middle("p50").toFixed(2)} ms p50`,
  });
}

main(run);
