import type { IncomingMessage, ServerResponse } from "node:http";
import { generateKeyPair } from "jose";
import { beforeEach, expect, test } from "vitest";
import { signSessionToken } from "@/lib/server/identity/session-token";
import { countPageLoad } from "./page-limit";
import { PAGES_PER_MINUTE } from "./rate-limit";

/** Decisions 21: page loads have a bucket of their own, 300 a minute. */
const PER_MINUTE = 300;
const START_MS = Date.UTC(2026, 10, 20, 15, 0, 10);

const pair = await generateKeyPair("EdDSA");
const keyRing = {
  signer: async () => ({ kid: "k", key: pair.privateKey }),
  verifier: async (kid: string) => (kid === "k" ? pair.publicKey : null),
};
const { userId, sessionId, tokenId } = {
  userId: "018f5e2e-0000-7000-8000-000000000001",
  sessionId: "018f5e2e-0000-7000-8000-000000000002",
  tokenId: "018f5e2e-0000-7000-8000-000000000003",
};

let deps: Parameters<typeof countPageLoad>[0];
let nowMs = START_MS;
beforeEach(() => {
  nowMs = START_MS;
  deps = {
    env: { RAXX_ORIGIN: "http://localhost:3000" },
    log: { warn: () => undefined },
    clock: { nowMs: () => nowMs },
    redis: {},
    keyRing,
  } as never;
});

async function load(ip: string, { url = "/trade", cookie = "" } = {}) {
  const said: { status: number; headers: Record<string, string>; body: string } = {
    ...{ status: 200, headers: {}, body: "" },
  };
  const response = {
    writeHead: (status: number, headers: Record<string, string>) =>
      Object.assign(said, { status, headers }),
    end: (body: string) => Object.assign(said, { body }),
  } as unknown as ServerResponse;
  const request = { url, headers: { cookie, "x-raxx-client-ip": ip } } as unknown;
  const isWithin = await countPageLoad(deps, request as IncomingMessage, response);
  return { ...said, isWithin };
}

async function loads(count: number, ip: string, options?: Parameters<typeof load>[1]) {
  let within = 0;
  for (let index = 0; index < count; index += 1) {
    if ((await load(ip, options)).isWithin) within += 1;
  }
  return within;
}

test("a place loads 300 pages a minute and not one more; another place is not kept waiting", async () => {
  expect(PAGES_PER_MINUTE).toEqual({ free: PER_MINUTE, pro: PER_MINUTE, pro_plus: PER_MINUTE });
  expect(await loads(PER_MINUTE + 50, "203.0.113.1")).toBe(PER_MINUTE);
  const { status, headers, body } = await load("203.0.113.1");
  expect([status, headers["Retry-After"]]).toEqual([429, "50"]);
  expect(body).toContain("Nothing was changed");
  expect((await load("203.0.113.2")).isWithin).toBe(true);
});

test("a user is counted wherever they are, and a forged cookie as its place", async () => {
  const token = { userId, sessionId, tokenId };
  const text = await signSessionToken(keyRing as never, token, nowMs);
  const cookie = `raxx-session=${text}`;
  expect(await loads(200, "203.0.113.1", { cookie })).toBe(200);
  expect(await loads(200, "198.51.100.1", { cookie })).toBe(100);
  expect((await load("198.51.100.1")).isWithin).toBe(true);
  const forged = { cookie: `${cookie.slice(0, -5)}AAAAA` };
  expect(await loads(PER_MINUTE + 1, "192.0.2.1", forged)).toBe(PER_MINUTE);
});

test("a network of IPv6 is one place", async () => {
  expect(await loads(200, "2001:db8::1")).toBe(200);
  expect(await loads(200, "2001:db8::ffff:2")).toBe(100);
  expect((await load("2001:db8:0:1::1")).isWithin).toBe(true);
});

test("next-auth's routes count, files of the build and our own API do not", async () => {
  expect(await loads(PER_MINUTE, "203.0.113.9")).toBe(PER_MINUTE);
  for (const url of ["/", "/trade?symbol=AAPL", "/api/auth/session", "/no-such-page"]) {
    expect([url, (await load("203.0.113.9", { url })).isWithin]).toEqual([url, false]);
  }
  for (const url of ["/_next/static/a.js", "/theme.js", "/icon.svg", "/api/desk"]) {
    expect([url, (await load("203.0.113.9", { url })).isWithin]).toEqual([url, true]);
  }
});

test("two minutes later it is as if nothing had been", async () => {
  expect(await loads(PER_MINUTE, "203.0.113.1")).toBe(PER_MINUTE);
  nowMs += 120_000;
  expect(await loads(PER_MINUTE + 1, "203.0.113.1")).toBe(PER_MINUTE);
});
