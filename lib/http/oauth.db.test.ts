import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPool } from "@/lib/server/database/pools";
import { findApp, registerApp, revokeApp } from "@/lib/server/oauth/apps";
import { readAuthorization } from "@/lib/server/oauth/authorization";
import { grantCode } from "@/lib/server/oauth/grants";
import { answerTokenRequest } from "./oauth-token";
import { createProgramWorld, type Trader } from "./testing/program-world";

const world = await createProgramWorld();
const { deps } = world;
const owner = createPool(world.url, "raxx_owner", deps.log);
afterAll(() => owner.end());

const BACK = "https://bot.example/callback?from=raxx";
/** Apps written for Alpaca's flow, which has a secret and no PKCE; oauth-pkce.db.test.ts has the others. */
const ALPACAS = (name: string) => ({ name, redirectUris: [BACK], isPkceRequired: false });
let trader: Trader;
let client: { clientId: string; clientSecret: string };
beforeAll(async () => {
  trader = await world.newTrader("oauth@raxx.test");
  client = await registerApp(owner, deps, ALPACAS("Bot"));
});

async function newCode(scopes: Parameters<typeof grantCode>[2]["scopes"] = ["read", "trade"]) {
  const app = await findApp(deps, client.clientId);
  if (app === null) throw new Error("it was registered");
  return grantCode(deps, trader, { app, accountId: trader.accountId, scopes, redirectUri: BACK });
}

let callers = 0;
async function exchange(form: Record<string, string>) {
  callers += 1; // a place of its own for each request: the bucket is per place
  const request = new Request("http://raxx.test/oauth/token", {
    method: "POST",
    headers: { "x-raxx-client-ip": `${process.pid}-${callers}-${Math.random()}` },
    body: new URLSearchParams(form),
  });
  const response = await answerTokenRequest(deps, request);
  return { status: response.status, body: await response.json() };
}

const formOf = (code: string) => ({
  grant_type: "authorization_code",
  code,
  client_id: client.clientId,
  client_secret: client.clientSecret,
  redirect_uri: BACK,
});

async function newToken(scopes?: Parameters<typeof newCode>[0]) {
  const { body } = await exchange(formOf(await newCode(scopes)));
  return { authorization: `Bearer ${body.access_token}` };
}

test("a code becomes a token in Alpaca's shape (§6), which may do what was granted", async () => {
  const answer = await exchange(formOf(await newCode()));
  expect(answer).toEqual({
    status: 200,
    body: {
      access_token: expect.stringMatching(/^rxo_/),
      token_type: "bearer",
      scope: "trading",
    },
  });
  const keys = { authorization: `Bearer ${answer.body.access_token}` };
  expect((await world.send(keys, "GET", "/v2/account")).body).toMatchObject({
    id: trader.accountId,
  });
  const order = { symbol: "AAPL", qty: "1", side: "buy", type: "market", time_in_force: "day" };
  expect((await world.send(keys, "POST", "/v2/orders", order)).status).toBe(200);
  expect(await world.send(keys, "POST", "/v1/accounts", { name: "Mine" })).toMatchObject({
    status: 403,
    body: { required_scope: "account:write" },
  });
});

test("a code works once: the second time takes the first one's token back", async () => {
  const form = formOf(await newCode());
  const first = await exchange(form);
  const keys = { authorization: `Bearer ${first.body.access_token}` };
  expect((await world.send(keys, "GET", "/v2/account")).status).toBe(200);
  expect(await exchange(form)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  expect((await world.send(keys, "GET", "/v2/account")).status).toBe(401);
});

test("of two that redeem at once one gets a token", async () => {
  const form = formOf(await newCode());
  const answers = await Promise.all([exchange(form), exchange(form)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
});

test("a code of ten minutes ago is none", async () => {
  const form = formOf(await newCode());
  await world.admin.query(
    "UPDATE oauth_grants SET code_expires_at = now() WHERE user_id = $1 AND token_hash IS NULL",
    [trader.userId],
  );
  expect(await exchange(form)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
});

test("neither code, token nor secret is stored", async () => {
  const code = await newCode();
  const { body } = await exchange(formOf(code));
  const { rows } = await world.admin.query<{ text: string }>(
    "SELECT g::text || p::text AS text FROM oauth_grants g JOIN oauth_apps p ON p.id = g.app_id",
  );
  const stored = rows.map(({ text }) => text).join("\n");
  for (const secret of [code, body.access_token, client.clientSecret]) {
    expect(stored).not.toContain(secret);
    expect(stored).not.toContain(Buffer.from(secret).toString("hex"));
  }
});

test("an app sees its own account and cannot open others, nor its neighbours", async () => {
  await world.send(trader.keys, "POST", "/v1/accounts", { name: "Second" });
  const keys = await newToken(["read", "account:write"]);
  expect((await world.send(keys, "GET", "/v1/accounts")).body).toMatchObject([
    { id: trader.accountId },
  ]);
  expect((await world.send(keys, "POST", "/v1/accounts", { name: "Third" })).status).toBe(403);
  expect((await world.send(keys, "GET", "/v1/apps")).status).toBe(403);
});

test("a user sees the apps that were let in and takes a token back", async () => {
  const keys = await newToken();
  const { body } = await world.send(trader.keys, "GET", "/v1/apps");
  expect(body[0]).toMatchObject({ name: "Bot", account_id: trader.accountId, scope: "trading" });
  const path = `/v1/apps/${body[0].id}`;
  expect((await world.send(trader.keys, "DELETE", path)).status).toBe(204);
  expect((await world.send(keys, "GET", "/v2/account")).status).toBe(401);
  const stranger = await world.newTrader("stranger@raxx.test");
  for (const id of [body[0].id, body[1].id, "x"]) {
    expect(await world.send(stranger.keys, "DELETE", `/v1/apps/${id}`)).toEqual({
      status: 404,
      body: { code: 40410000, message: "app not found" },
    });
  }
});

test("a closed app's tokens are nobody's", async () => {
  const other = await registerApp(owner, deps, ALPACAS("Gone"));
  const app = await findApp(deps, other.clientId);
  if (app === null) throw new Error("it was registered");
  const code = await grantCode(deps, trader, {
    ...{ app, accountId: trader.accountId, redirectUri: BACK, scopes: ["read"] },
  });
  const { body } = await exchange({
    ...formOf(code),
    client_id: other.clientId,
    client_secret: other.clientSecret,
  });
  const keys = { authorization: `Bearer ${body.access_token}` };
  expect((await world.send(keys, "GET", "/v2/account")).status).toBe(200);
  expect(await revokeApp(owner, other.clientId)).toBe(true);
  expect((await world.send(keys, "GET", "/v2/account")).status).toBe(401);
  expect(await findApp(deps, other.clientId)).toBeNull();
});

describe("the token endpoint refuses", () => {
  test.each([
    ["another grant type", { grant_type: "password" }, 400, "unsupported_grant_type"],
    ["no code", { code: "" }, 400, "invalid_request"],
    ["a code that is none", { code: "11111111-1111-4111-8111-111111111111" }, 400, "invalid_grant"],
    ["another address", { redirect_uri: "https://bot.example/callback" }, 400, "invalid_grant"],
    ["a wrong secret", { client_secret: "x" }, 401, "invalid_client"],
    ["a client that is none", { client_id: "x" }, 401, "invalid_client"],
    ["a body of 5 kB", { code: "x".repeat(5_000) }, 413, "invalid_request"],
  ])("%s", async (_, wrong, status, error) => {
    const answer = await exchange({ ...formOf(await newCode()), ...wrong });
    expect(answer).toMatchObject({ status, body: { error } });
  });
});

describe("an authorization request", () => {
  const asked = (changes: Record<string, string | undefined> = {}) =>
    readAuthorization(deps, {
      response_type: "code",
      client_id: client.clientId,
      redirect_uri: BACK,
      state: "s t",
      scope: "account:write trading data",
      ...changes,
    });

  test("names the app, its scopes and where it is answered", async () => {
    expect(await asked()).toMatchObject({
      kind: "valid",
      app: { name: "Bot" },
      redirectUri: BACK,
      scopes: ["read", "account:write", "trade", "data"],
      state: "s t",
    });
    expect(await asked({ scope: undefined })).toMatchObject({ scopes: ["read"] });
  });

  test.each([
    { client_id: "x" },
    { redirect_uri: "https://bot.example/callback" },
    { redirect_uri: `${BACK}/` },
    { redirect_uri: undefined },
  ])("%j sends nobody anywhere", async (changes) => {
    expect(await asked(changes)).toMatchObject({ kind: "unknown" });
  });

  test.each([
    [{ response_type: "token" }, "unsupported_response_type"],
    [{ scope: "everything" }, "invalid_scope"],
  ])("%j goes back to the app", async (changes, error) => {
    expect(await asked(changes)).toEqual({
      kind: "refused",
      redirectTo: `https://bot.example/callback?from=raxx&error=${error}&state=s+t`,
    });
  });
});
