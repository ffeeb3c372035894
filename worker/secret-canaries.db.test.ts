/**
 * Secrets of programs in what leaves the processes: webhooks as their receiver gets them, traces as their
 * collector does, addresses that are asked, lines of the log, stored rows and answers.
 */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { Writable } from "node:stream";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { handleProgramRequest } from "@/lib/http/table";
import { ownEverything } from "@/lib/http/testing/program-objects";
import { createProgramWorld, type Trader } from "@/lib/http/testing/program-world";
import { createPool } from "@/lib/server/database/pools";
import { createLog } from "@/lib/server/log";
import { flushTraces, traceTo } from "@/lib/server/telemetry/traces";
import { testRedisUrl } from "@/lib/server/testing/database";
import { letAppIn } from "@/lib/server/testing/let-app-in";
import { createWebhook } from "@/lib/server/webhooks/own-webhooks";
import { webhookSecret } from "@/lib/server/webhooks/signature";
import { startWebhooks } from "./webhooks/webhooks";

const world = await createProgramWorld();
const lines: string[] = [];
const sink = new Writable({
  write: (chunk, _, done) => {
    lines.push(String(chunk));
    done();
  },
});
const deps = { ...world.deps, log: createLog("worker", "trace", sink) };
const workerPool = createPool(world.url, "raxx_worker", deps.log);
const owner = createPool(world.url, "raxx_owner", deps.log);

/** What came in from our processes: line, headers and body, as bytes on a wire. */
interface Left {
  readonly url: string;
  readonly headers: string;
  readonly body: string;
}
const left: Left[] = [];
const wholeOf = ({ url, headers, body }: Left) => [url, headers, body].join("\n");
/** The receiver fails once, so that a try again is seen too. */
let failures = 1;

const outside = createServer(async (request, response) => {
  left.push(await read(request));
  const isTrace = request.url?.startsWith("/v1/traces") ?? false;
  response.writeHead(!isTrace && failures-- > 0 ? 500 : 200, {
    "Content-Type": "application/json",
  });
  response.end("{}");
});

async function read(request: IncomingMessage): Promise<Left> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  const body = Buffer.concat(pieces).toString("latin1");
  return { url: request.url ?? "", headers: JSON.stringify(request.headers), body };
}

let base = "";
let trader: Trader;
beforeAll(async () => {
  await new Promise<void>((resolve) => outside.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
  traceTo(new OTLPTraceExporter({ url: `${base}/v1/traces` }), "web");
  trader = await world.newTrader("canary@raxx.test");
});
afterAll(async () => {
  outside.closeAllConnections();
  outside.close();
  await Promise.all([workerPool.end(), owner.end()]);
});

const answers: string[] = [];
async function ask(keys: Record<string, string>, method: string, path: string, body?: object) {
  const headers = { ...keys, "content-type": "application/json" };
  const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
  const response = await handleProgramRequest(deps, new Request(`http://raxx.test${path}`, init));
  const text = (await response?.text()) ?? "";
  const answer = { status: response?.status, text };
  answers.push(text, JSON.stringify([...(response?.headers ?? [])]));
  return answer;
}

/** A secret as it is, and as others write it down. */
function formsOf(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  return [value, encodeURIComponent(value), bytes.toString("base64"), bytes.toString("hex")];
}

async function everyRow(): Promise<readonly string[]> {
  const { rows: tables } = await world.admin.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await world.admin.query<{ text: string }>(
      `SELECT t::text AS text FROM ${name} t`,
    );
    texts.push(...rows.map(({ text }) => text));
  }
  return texts;
}

test("no secret of a program is in a webhook, a trace, an address, a log, a row or another answer", async () => {
  await ownEverything(world, trader);
  const made = await ask(trader.keys, "POST", "/v1/webhooks", {
    url: "https://hooks.example/raxx",
    events: ["trade_updates"],
  });
  const first = JSON.parse(answers.splice(0)[0] ?? "{}");
  expect([made.status, first.secret]).toEqual([200, expect.stringMatching(/^whsec_/)]);
  const caller = { ...trader, tier: "pro" as const };
  const near = await createWebhook(deps, caller as never, {
    ...{ url: `${base}/hook`, events: ["trade_updates", "activities"] },
  });
  const app = await letAppIn(deps, owner, trader);
  const secrets = {
    "the webhook's": first.secret as string,
    "the near webhook's": webhookSecret(deps.env.NEXTAUTH_SECRET, near.id),
    "the key's": trader.keys["APCA-API-SECRET-KEY"] ?? "",
    "the app's token": app.token,
    "the deployment's": deps.env.NEXTAUTH_SECRET,
  };

  // An order that is traced, told to the webhook twice, and asked about in each way.
  const order = { symbol: "AAPL", qty: "1", side: "buy", type: "market", time_in_force: "day" };
  const placed = await ask(trader.keys, "POST", "/v2/orders", order);
  expect(placed.status).toBe(200);
  await world.fill(trader, JSON.parse(placed.text).id);
  await ask({ authorization: `Bearer ${app.token}` }, "POST", "/v2/orders", order);
  const webhooks = startWebhooks(deps, workerPool, {
    ...{ redisUrl: testRedisUrl(), policy: { loopback: true }, backoffMs: 20 },
    queueName: `canaries-${process.pid}-${Date.now()}`,
  });
  for (const { step } of webhooks.loops) await step();
  await expect.poll(() => left.filter(({ url }) => url === "/hook").length).toBeGreaterThan(3);
  for (const id of [first.id, near.id]) {
    await ask(trader.keys, "GET", `/v1/webhooks/${id}`);
    await ask(trader.keys, "GET", `/v1/webhooks/${id}/deliveries`);
    await ask(trader.keys, "PATCH", `/v1/webhooks/${id}`, { url: "http://plain.example" });
    await ask(trader.keys, "PATCH", `/v1/webhooks/${id}`, { secret: first.secret });
  }
  await ask(trader.keys, "GET", "/v1/webhooks");
  await ask(trader.keys, "GET", "/v1/apps");
  await ask({ ...trader.keys, "APCA-API-SECRET-KEY": `${secrets["the key's"]}x` }, "GET", "/v2/x");
  await webhooks.stop();
  await flushTraces();
  await expect.poll(() => left.some(({ url }) => url === "/v1/traces")).toBe(true);

  const traces = left.filter(({ url }) => url === "/v1/traces").map(({ body }) => body);
  expect(traces.join("")).toContain("POST /v2/orders");
  expect(lines.some((line) => line.includes("refused"))).toBe(true);
  const places = {
    ...{ "what left": left.map(wholeOf), log: lines, answers, rows: await everyRow() },
    ...{ addresses: left.map(({ url }) => url) },
  };
  for (const [whose, secret] of Object.entries(secrets)) {
    expect(secret.length, whose).toBeGreaterThan(12);
    for (const [place, texts] of Object.entries(places)) {
      const found = formsOf(secret).filter((form) => texts.some((text) => text.includes(form)));
      expect([whose, place, found]).toEqual([whose, place, []]);
    }
  }
  // Who and what was traded is no secret, but it is nobody's at the collector either.
  for (const body of traces) expect(body).not.toContain("canary@raxx.test");
  expect(lines.filter((line) => line.includes("canary@raxx.test"))).toEqual([]);
});
