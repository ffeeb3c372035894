/** Each refusal of a page's or a program's request leaves a line that says who, where and why, and no secret (ASVS 16.3.2). */
import { Writable } from "node:stream";
import { beforeEach, expect, test } from "vitest";
import { createApiKey } from "@/lib/server/identity/api-keys";
import { createLog } from "@/lib/server/log";
import { deleteKey } from "./api/key-routes";
import { beginCeremony } from "./api/passkey-routes";
import {
  createSession,
  currentSession,
  deleteOtherSessions,
  deleteSession,
} from "./api/session-routes";
import { answerTokenRequest } from "./oauth-token";
import { handleProgramRequest } from "./table";
import { createIdentityWorld, type Person } from "./testing/identity-world";

const world = await createIdentityWorld();
let lines: Record<string, unknown>[] = [];
/** A log of its own for each test: repeats are counted by log. */
function listen(): typeof world.deps {
  lines = [];
  const sink = new Writable({
    write: (chunk, _, done) => {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  });
  const deps = { ...world.deps, log: createLog("web", "info", sink) };
  (world as { deps: typeof deps }).deps = deps;
  return deps;
}
let deps = world.deps;
beforeEach(() => {
  deps = listen();
});

const refused = () => lines.filter(({ msg }) => msg === "refused");
const as = ({ cookie }: Pick<Person, "cookie">) => ({ headers: { cookie } });

async function program(headers: Record<string, string>, method: string, path: string) {
  const init = { method, headers: { "x-raxx-client-ip": "203.0.113.9", ...headers } };
  const response = await handleProgramRequest(deps, new Request(`http://raxx.test${path}`, init));
  return response?.status;
}

test("a page's request without a session, from elsewhere, or without a passkey of late", async () => {
  const pat = await world.signUp();
  await world.door.admin.query(
    "UPDATE sessions SET authenticated_at = now() - interval '6 minutes' WHERE id = $1",
    [pat.sessionId],
  );
  deps = listen();
  await world.ask(currentSession, { method: "GET" });
  await world.ask(deleteOtherSessions, { ...as(pat), method: "DELETE" });
  const foreign = { cookie: pat.cookie, origin: "https://evil.example" };
  await world.ask(deleteOtherSessions, { headers: foreign, method: "DELETE" });
  expect(refused()).toMatchObject([
    { surface: "page", status: 401, code: "unauthenticated", userId: null },
    { surface: "page", status: 401, code: "step_up_required", userId: pat.userId },
    { surface: "page", status: 403, code: "forbidden", userId: null },
  ]);
  for (const line of refused()) {
    expect(line).toMatchObject({
      time: expect.stringMatching(/Z$/),
      requestId: expect.any(String),
    });
  }
});

test("another's thing, which is answered as nobody's", async () => {
  const [pat, eve] = [await world.signUp(), await world.signUp()];
  deps = listen();
  const asked = { ...as(eve), method: "DELETE", params: { id: pat.sessionId } };
  expect((await world.ask(deleteSession, asked)).status).toBe(404);
  expect(refused()).toMatchObject([{ status: 404, userId: eve.userId, code: "not_found" }]);
});

test("a passkey that is not accepted, and tries past their limit", async () => {
  const { body } = await world.ask(beginCeremony, { body: {} });
  const asked = { body: { ceremonyId: body.ceremonyId, response: {} } };
  expect((await world.ask(createSession, asked)).status).toBe(401);
  const flood = { body: {}, headers: { "x-raxx-client-ip": "198.51.100.77" } };
  for (let index = 0; index < 40; index += 1) await world.ask(beginCeremony, flood);
  expect(lines.filter(({ msg }) => msg === "passkey refused")).toHaveLength(1);
  expect(refused()).toMatchObject([
    { status: 401, code: "unauthenticated" },
    { status: 429, code: "rate_limited", place: "198.51.100.0/24" },
  ]);
});

test("a program with a wrong secret, without the scope, at no route, with another's order", async () => {
  const pat = await world.signUp();
  const { key, secret } = await createApiKey(deps, pat, "Bot");
  await world.door.admin.query("UPDATE api_keys SET scopes = '{read}' WHERE id = $1", [key.id]);
  deps = listen();
  const keys = { "APCA-API-KEY-ID": key.keyId, "APCA-API-SECRET-KEY": secret };
  const wrong = { ...keys, "APCA-API-SECRET-KEY": `${secret.slice(0, -1)}_` };
  expect(await program(wrong, "GET", "/v2/account")).toBe(401);
  expect(await program({}, "GET", "/v2/account")).toBe(401);
  expect(await program(keys, "DELETE", "/v2/orders")).toBe(403);
  expect(await program(keys, "GET", `/v2/${secret}`)).toBe(404);
  expect(await program(keys, "PUT", "/v2/account")).toBe(405);
  expect(await program(keys, "GET", "/v2/orders/018f5e2e-0000-7000-8000-000000000001")).toBe(404);
  const { userId } = pat;
  expect(refused()).toMatchObject([
    { status: 401, route: "GET /v2/account", code: 40110000, userId: null },
    { status: 401, route: "GET /v2/account", code: null, userId: null, place: "203.0.113.0/24" },
    { status: 403, route: "DELETE /v2/orders", code: 40310000, userId },
    { status: 404, route: "unmatched" },
    { status: 405, route: "unmatched" },
    { status: 404, route: "GET /v2/orders/{id}", userId },
  ]);
  expect(JSON.stringify(lines)).not.toContain(secret.slice(0, 20));
});

test("an app's code or secret that is not accepted", async () => {
  const body = new URLSearchParams({
    ...{ grant_type: "authorization_code", code: "canary-code", client_id: "x" },
    ...{ client_secret: "canary-secret", redirect_uri: "https://bot.example" },
  });
  const request = new Request("http://raxx.test/oauth/token", { method: "POST", body });
  expect((await answerTokenRequest(deps, request)).status).toBe(401);
  expect(refused()).toMatchObject([{ surface: "app", status: 401, route: "POST /oauth/token" }]);
  expect(JSON.stringify(lines)).not.toContain("canary");
});

test("a key's own change with no word of its passkey", async () => {
  const pat = await world.signUp();
  deps = listen();
  const proof = { stepUpId: "", response: {} };
  const id = "018f5e2e-0000-7000-8000-000000000001";
  await world.ask(deleteKey, { ...as(pat), method: "DELETE", params: { id }, body: { proof } });
  expect(refused()).toMatchObject([{ status: 401, code: "step_up_required", userId: pat.userId }]);
});
