/** Apps with PKCE (RFC 7636), with a secret or without one, and the scopes that their registration allows. */
import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPool } from "@/lib/server/database/pools";
import { findApp, registerApp, registerPublicApp } from "@/lib/server/oauth/apps";
import { readAuthorization } from "@/lib/server/oauth/authorization";
import { grantCode } from "@/lib/server/oauth/grants";
import { challengeOf } from "@/lib/server/oauth/pkce";
import { answerTokenRequest } from "./oauth-token";
import { createProgramWorld, type Trader } from "./testing/program-world";

const world = await createProgramWorld();
const { deps } = world;
const owner = createPool(world.url, "raxx_owner", deps.log);
afterAll(() => owner.end());

const BACK = "https://bot.example/callback";
/** RFC 7636, appendix B. */
const VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

let trader: Trader;
let withSecret: { clientId: string; clientSecret: string };
let publicApp: { clientId: string };
let alpacas: { clientId: string; clientSecret: string };
let reader: { clientId: string };
beforeAll(async () => {
  trader = await world.newTrader("pkce@raxx.test");
  const app = { name: "Bot", redirectUris: [BACK] };
  withSecret = await registerApp(owner, deps, app);
  publicApp = await registerPublicApp(owner, deps, app);
  alpacas = await registerApp(owner, deps, { ...app, isPkceRequired: false });
  reader = await registerPublicApp(owner, deps, { ...app, scopes: ["data"] });
});

type Query = Record<string, string | undefined>;

function ask(clientId: string, changes: Query = {}) {
  return readAuthorization(deps, {
    ...{ response_type: "code", client_id: clientId, redirect_uri: BACK, scope: "trading" },
    ...{ code_challenge: CHALLENGE, code_challenge_method: "S256" },
    ...changes,
  });
}

/** A code as the consent page makes it of a request. */
async function codeOf(clientId: string, changes: Query = {}): Promise<string> {
  const asked = await ask(clientId, changes);
  if (asked.kind !== "valid") throw new Error(asked.kind);
  const { app, scopes, redirectUri, codeChallenge } = asked;
  const { accountId } = trader;
  return grantCode(deps, trader, { app, accountId, scopes, redirectUri, codeChallenge });
}

async function exchange(form: Query | URLSearchParams) {
  const fields = form instanceof URLSearchParams ? [...form] : Object.entries(form);
  const given = fields.filter((field): field is [string, string] => field[1] !== undefined);
  const request = new Request("http://raxx.test/oauth/token", {
    method: "POST",
    headers: { "x-raxx-client-ip": randomBytes(8).toString("hex") }, // the bucket is per place
    body: new URLSearchParams(given),
  });
  const response = await answerTokenRequest(deps, request);
  return { status: response.status, body: await response.json() };
}

const formOf = (code: string, client: { clientId: string; clientSecret?: string }) => ({
  ...{ grant_type: "authorization_code", code, redirect_uri: BACK },
  ...{ client_id: client.clientId, client_secret: client.clientSecret },
  code_verifier: VERIFIER,
});

const statusOf = async (token: string) =>
  (await world.send({ authorization: `Bearer ${token}` }, "GET", "/v2/account")).status;

test("the challenge of a verifier is that of RFC 7636", () => {
  expect(challengeOf(VERIFIER)).toBe(CHALLENGE);
  expect(["x".repeat(42), "x".repeat(129), `${VERIFIER}=`, ""].map(challengeOf)).toEqual([
    ...[null, null, null, null],
  ]);
});

test("an app without a secret gets a token with its verifier", async () => {
  const { status, body } = await exchange(formOf(await codeOf(publicApp.clientId), publicApp));
  expect({ status, scope: body.scope }).toEqual({ status: 200, scope: "trading" });
  expect(await statusOf(body.access_token)).toBe(200);
});

test("an app with a secret gets one with both, and with neither alone", async () => {
  const code = await codeOf(withSecret.clientId);
  const form = formOf(code, withSecret);
  expect(await exchange({ ...form, client_secret: undefined })).toMatchObject({ status: 401 });
  expect(await exchange({ ...form, code_verifier: undefined })).toMatchObject({ status: 400 });
  expect((await exchange(form)).status).toBe(200);
  expect(await exchange(form)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
});

test("Alpaca's flow stays as it is, and PKCE is kept where such an app sends it", async () => {
  const none = { code_challenge: undefined, code_challenge_method: undefined };
  const plain = { ...formOf(await codeOf(alpacas.clientId, none), alpacas) };
  expect((await exchange({ ...plain, code_verifier: undefined })).status).toBe(200);
  const form = formOf(await codeOf(alpacas.clientId), alpacas);
  expect(await exchange({ ...form, code_verifier: undefined })).toMatchObject({ status: 400 });
  expect((await exchange(form)).status).toBe(200);
});

describe("a code that somebody else brings is worth nothing", () => {
  const other = randomBytes(32).toString("base64url");
  test.each([
    ["without a verifier", { code_verifier: undefined }],
    ["with another verifier", { code_verifier: other }],
    ["with the challenge as its verifier", { code_verifier: CHALLENGE }],
    ["with an empty verifier", { code_verifier: "" }],
    ["with a verifier that is none", { code_verifier: `${VERIFIER}\n` }],
    ["at another address", { redirect_uri: `${BACK}/` }],
  ])("%s", async (_, wrong) => {
    const form = formOf(await codeOf(publicApp.clientId), publicApp);
    const refused = await exchange({ ...form, ...wrong });
    expect(refused).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    expect((await exchange(form)).status).toBe(200);
  });

  test("as another app, with or without that one's secret", async () => {
    const code = await codeOf(publicApp.clientId);
    for (const client of [withSecret, reader]) {
      expect(await exchange(formOf(code, client))).toMatchObject({
        ...{ status: 400, body: { error: "invalid_grant" } },
      });
    }
    const made = { ...publicApp, clientSecret: "made up" };
    expect(await exchange(formOf(code, made))).toMatchObject({
      ...{ status: 401, body: { error: "invalid_client" } },
    });
  });

  test("whose challenge was taken out on the way", async () => {
    const none = { code_challenge: undefined, code_challenge_method: undefined };
    const code = await codeOf(alpacas.clientId, none);
    const answer = await exchange(formOf(code, alpacas));
    expect(answer).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  test("with a field said twice", async () => {
    const form = formOf(await codeOf(publicApp.clientId), publicApp);
    const twice = new URLSearchParams({ ...form, client_secret: "" } as Record<string, string>);
    twice.delete("client_secret");
    twice.append("code_verifier", other);
    expect(await exchange(twice)).toMatchObject({ body: { error: "invalid_request" } });
  });
});

describe("an authorization request", () => {
  test.each([
    [{ code_challenge: undefined, code_challenge_method: undefined }],
    [{ code_challenge: undefined }],
    [{ code_challenge_method: undefined }],
    [{ code_challenge_method: "plain" }],
    [{ code_challenge_method: "s256" }],
    [{ code_challenge: "short" }],
    [{ code_challenge: `${CHALLENGE}=` }],
  ])("with %j goes back to the app as invalid", async (changes) => {
    for (const { clientId } of [publicApp, withSecret]) {
      expect(await ask(clientId, changes)).toEqual({
        kind: "refused",
        redirectTo: `${BACK}?error=invalid_request`,
      });
    }
  });

  test.each([{ code_challenge_method: "plain" }, { code_challenge: undefined }])(
    "of Alpaca's flow with %j, half a challenge, is refused too",
    async (changes) => {
      expect(await ask(alpacas.clientId, changes)).toMatchObject({ kind: "refused" });
    },
  );

  test("asks for no more than the app was registered for", async () => {
    const data = await ask(reader.clientId, { scope: "data" });
    expect(data).toMatchObject({ kind: "valid", scopes: ["read", "data"] });
    expect(await ask(reader.clientId, { scope: undefined })).toMatchObject({ scopes: ["read"] });
    for (const scope of ["trading", "data trading", "account:write"]) {
      expect(await ask(reader.clientId, { scope })).toEqual({
        kind: "refused",
        redirectTo: `${BACK}?error=invalid_scope`,
      });
    }
  });
});

test("the database itself keeps an app without a secret and without PKCE out", async () => {
  await expect(
    owner.query("UPDATE oauth_apps SET pkce_required = false WHERE client_id = $1", [
      publicApp.clientId,
    ]),
  ).rejects.toThrow("oauth_apps_public_needs_pkce");
  expect(await findApp(deps, publicApp.clientId)).toMatchObject({ isPkceRequired: true });
});

test("neither verifier nor challenge opens anything by itself: what is stored is the challenge", async () => {
  await codeOf(publicApp.clientId);
  const { rows } = await world.admin.query<{ text: string }>(
    "SELECT g::text AS text FROM oauth_grants g",
  );
  const stored = rows.map(({ text }) => text).join("\n");
  expect(stored).toContain(CHALLENGE);
  expect(stored).not.toContain(VERIFIER);
  expect(CHALLENGE).toBe(createHash("sha256").update(VERIFIER).digest("base64url"));
});
