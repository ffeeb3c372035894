import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Deps } from "@/lib/server/deps";
import { Catalog } from "@/lib/server/market/catalog";
import { testRedisUrl } from "@/lib/server/testing/database";
import {
  createDoorWorld,
  type OpenedAccount,
  order,
  submit,
} from "@/lib/server/testing/door-world";
import { simpleDraft } from "@/lib/server/testing/drafts";
import {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  listDeliveries,
} from "@/lib/server/webhooks/own-webhooks";
import { webhookSecret } from "@/lib/server/webhooks/signature";
import { cleanWebhookDeliveries } from "../jobs/clean-webhook-deliveries";
import { startWebhooks } from "./webhooks";

const world = await createDoorWorld();
const door = world.newDoor();
const clock = { nowMs: () => Date.now() };
const webPool = world.pool("raxx_web");
const log = { info() {}, warn() {}, error() {} };
const env = { NEXTAUTH_SECRET: "a-secret-of-the-tests" };
const deps = { webPool, clock, log, env, catalog: new Catalog(webPool, clock) } as unknown as Deps;

interface Heard {
  readonly path: string;
  readonly body: string;
  readonly headers: Record<string, unknown>;
}
const heard: Heard[] = [];
/** What the receiver answers, one after the other; 200 when there is nothing left. */
const answers: number[] = [];
let server: Server;
let base: string;
let account: OpenedAccount;
const webhooks = startWebhooks(deps, world.pool("raxx_worker"), {
  redisUrl: testRedisUrl(),
  policy: { loopback: true },
  backoffMs: 20,
  queueName: `webhooks-${process.pid}-${Date.now()}`,
});

beforeAll(async () => {
  world.market.quoteBoth("AAPL", { bid: "99.99", ask: "100.01" });
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (piece) => {
      body += piece;
    });
    request.on("end", () => {
      heard.push({ path: request.url ?? "", body, headers: request.headers });
      response.writeHead(answers.shift() ?? 200, { location: `${base}/elsewhere` }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  account = await world.openAccount(door, { fees: "none" });
});
afterAll(async () => {
  await webhooks.stop();
  server.closeAllConnections();
  server.close();
});

const caller = () => ({ ...account, tier: "pro" as const });
const turn = async () => {
  for (const { step } of webhooks.loops) await step();
};
const at = (path: string) => heard.filter((one) => one.path === path);

async function trade(): Promise<void> {
  const draft = simpleDraft("AAPL");
  await submit(door, account, draft);
  await order(door, account, "match_order", draft.id);
}

test("each message once, signed, and in the log as delivered", async () => {
  const webhook = await createWebhook(deps, caller(), {
    url: `${base}/all`,
    events: ["trade_updates", "activities"],
  });
  await trade();
  await Promise.all([turn(), turn()]);
  await expect.poll(() => at("/all").length).toBe(4);
  await turn();
  const told = at("/all").map(({ body }) => JSON.parse(body));
  expect(
    told.map(({ type, data }) => `${type} ${data.event ?? data.activity_type}`).sort(),
  ).toEqual([
    "activities FILL",
    "trade_updates fill",
    "trade_updates new",
    "trade_updates pending_new",
  ]);
  expect(
    told.every(({ account_id, simulated }) => account_id === account.accountId && simulated),
  ).toBe(true);
  for (const { body, headers } of at("/all")) {
    const [, seconds = "", mac = ""] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers["raxx-signature"])) ?? [];
    const secret = webhookSecret(env.NEXTAUTH_SECRET, webhook.id);
    expect(createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")).toBe(mac);
  }
  await expect
    .poll(async () =>
      (await listDeliveries(deps, caller(), webhook.id)).map(({ status }) => status),
    )
    .toEqual(["delivered", "delivered", "delivered", "delivered"]);
  expect(at("/all")).toHaveLength(4);
  await deleteWebhook(deps, caller(), webhook.id);
});

test("a receiver that fails is tried again, one that redirects is not followed", async () => {
  const webhook = await createWebhook(deps, caller(), {
    url: `${base}/shaky`,
    events: ["activities"],
  });
  answers.push(500, 302);
  await trade();
  await turn();
  await expect.poll(() => at("/shaky").length, { timeout: 5_000 }).toBe(3);
  await expect
    .poll(async () => listDeliveries(deps, caller(), webhook.id))
    .toMatchObject([
      { status: "delivered", attempts: 3, response_status: 200, kind: "activities" },
    ]);
  expect(at("/elsewhere")).toEqual([]);
  const ids = new Set(at("/shaky").map(({ headers }) => headers["raxx-delivery-id"]));
  expect(ids.size).toBe(1);
  await deleteWebhook(deps, caller(), webhook.id);
});

test("after eight tries a message is given up, and the log says why", async () => {
  const webhook = await createWebhook(deps, caller(), {
    url: `${base}/never`,
    events: ["activities"],
  });
  answers.push(...Array.from({ length: 8 }, () => 503));
  await trade();
  await turn();
  await expect.poll(() => at("/never").length, { timeout: 10_000 }).toBe(8);
  await expect
    .poll(async () => listDeliveries(deps, caller(), webhook.id))
    .toMatchObject([{ status: "failed", attempts: 8, response_status: 503 }]);
  await deleteWebhook(deps, caller(), webhook.id);
}, 20_000);

test("an address that leads inside is never reached", async () => {
  const webhook = await createWebhook(deps, caller(), { url: `${base}/x`, events: ["activities"] });
  await changeWebhook(deps, caller(), { id: webhook.id, url: "https://169.254.169.254/" });
  await trade();
  await turn();
  await expect
    .poll(async () => listDeliveries(deps, caller(), webhook.id))
    .toMatchObject([
      { response_status: null, error: "Error: the address must name a public host" },
    ]);
  await deleteWebhook(deps, caller(), webhook.id);
});

test("what was lost with the queue is found again", async () => {
  const webhook = await createWebhook(deps, caller(), {
    url: `${base}/lost`,
    events: ["activities"],
  });
  await world.admin.query(
    `INSERT INTO webhook_deliveries (id, webhook_id, user_id, event_id, kind, payload, created_at)
     VALUES (gen_random_uuid(), $1, $2, 'lost', 'activities', '{}', now() - interval '1 hour')`,
    [webhook.id, account.userId],
  );
  await turn();
  await expect.poll(() => at("/lost").length).toBe(1);
});

test("the log of a month ago goes, what is pending stays", async () => {
  const webhook = await createWebhook(deps, caller(), {
    url: `${base}/old`,
    events: ["activities"],
  });
  const insert = `INSERT INTO webhook_deliveries (id, webhook_id, user_id, event_id, kind, payload, status, created_at)
     VALUES (gen_random_uuid(), $1, $2, $3, 'activities', '{}', $3, now() - interval '31 days')`;
  for (const status of ["delivered", "failed", "pending"]) {
    await world.admin.query(insert, [webhook.id, account.userId, status]);
  }
  const retentionPool = world.pool("raxx_retention");
  await cleanWebhookDeliveries({ retentionPool, log: deps.log });
  expect(await listDeliveries(deps, caller(), webhook.id)).toMatchObject([{ status: "pending" }]);
  await deleteWebhook(deps, caller(), webhook.id);
});

test("another user neither sees nor changes it", async () => {
  const webhook = await createWebhook(deps, caller(), {
    url: `${base}/mine`,
    events: ["activities"],
  });
  const other = { ...(await world.openAccount(door)), tier: "pro" as const };
  expect(await deleteWebhook(deps, other, webhook.id)).toBeNull();
  expect(
    await changeWebhook(deps, other, { id: webhook.id, url: "https://a.example/" }),
  ).toBeNull();
  expect(await listDeliveries(deps, other, webhook.id)).toEqual([]);
});
