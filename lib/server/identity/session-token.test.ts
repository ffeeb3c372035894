/** What is not a session token: every way of lying that RFC 8725 and reliability.md §2.3 know of. */
import { createHmac, generateKeyPairSync } from "node:crypto";
import { CompactEncrypt, exportJWK, generateKeyPair, importJWK, SignJWT } from "jose";
import type pg from "pg";
import { describe, expect, test } from "vitest";
import { addSigningKey, KeyRing } from "./key-ring";
import { openText } from "./sealed-text";
import {
  ROLLING_SECONDS,
  signSessionToken,
  TOKEN_SECONDS,
  verifySessionToken,
} from "./session-token";

const SECRET = "a-secret-of-the-deployment";
const NOW_MS = Date.UTC(2026, 10, 20, 15, 0, 0);
const NOW = NOW_MS / 1_000;
const TOKEN = {
  userId: "11111111-1111-4111-8111-111111111111",
  sessionId: "22222222-2222-4222-8222-222222222222",
  tokenId: "33333333-3333-4333-8333-333333333333",
};

interface Row {
  kid: string;
  public_key: string;
  sealed_private_key: Buffer;
  signs: boolean;
}

/** The table in memory. */
function ringOf(rows: Row[] = [], nowMs = () => NOW_MS) {
  let reads = 0;
  const pool = {
    query: async (_: string, values?: readonly [string, string, Buffer]) => {
      if (values === undefined) {
        reads += 1;
        return { rows: [...rows] };
      }
      const [kid, public_key, sealed_private_key] = values;
      rows.unshift({ kid, public_key, sealed_private_key, signs: true });
      return { rows: [] };
    },
  } as unknown as pg.Pool;
  return { ring: new KeyRing(pool, SECRET, { nowMs }), rows, pool, reads: () => reads };
}

const ours = ringOf();
const GOOD = await signSessionToken(ours.ring, TOKEN, NOW_MS);
const [HEADER = "", PAYLOAD = "", SIGNATURE = ""] = GOOD.split(".");
const { kid: KID, public_key: PUBLIC, sealed_private_key: SEALED } = ours.rows[0] as Row;
const PRIVATE = JSON.parse(openText(SECRET, KID, SEALED) ?? "null");
const HEAD = { alg: "EdDSA", typ: "raxx-session+jwt", kid: KID };
const CLAIMS = {
  iss: "raxx",
  aud: "raxx:session",
  sub: TOKEN.userId,
  sid: TOKEN.sessionId,
  jti: TOKEN.tokenId,
  iat: NOW,
  exp: NOW + ROLLING_SECONDS,
};

function read(text: string, options: { nowMs?: number; secondsMax?: number } = {}) {
  return verifySessionToken(ours.ring, text, {
    nowMs: NOW_MS,
    secondsMax: TOKEN_SECONDS,
    ...options,
  });
}

/** A token with our own key and these changes: only what it says is wrong. */
async function signed(claims: object = {}, head: object = {}): Promise<string> {
  const body = JSON.parse(JSON.stringify({ ...CLAIMS, ...claims }));
  const header = JSON.parse(JSON.stringify({ ...HEAD, ...head }));
  return new SignJWT(body).setProtectedHeader(header).sign(await importJWK(PRIVATE, "EdDSA"));
}

const b64 = (value: unknown) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const unsigned = (head: object) => `${b64({ ...HEAD, ...head })}.${PAYLOAD}`;
const hmac = (head: object, key: string | Buffer, hash = "sha256") => {
  const text = unsigned(head);
  return `${text}.${createHmac(hash, key).update(text).digest("base64url")}`;
};

test("a token of ours is who it says", async () => {
  expect(await read(GOOD)).toEqual({ ...TOKEN, issuedAtMs: NOW_MS });
  expect(await read(await signed())).toEqual({ ...TOKEN, issuedAtMs: NOW_MS });
  expect(JSON.parse(Buffer.from(HEADER, "base64url").toString())).toEqual(HEAD);
});

test("it acts for ten minutes and can be exchanged for twelve hours", async () => {
  const at = (seconds: number) => NOW_MS + seconds * 1_000;
  expect(await read(GOOD, { nowMs: at(600) })).not.toBeNull();
  expect(await read(GOOD, { nowMs: at(606) })).toBeNull();
  const exchange = { secondsMax: ROLLING_SECONDS };
  expect(await read(GOOD, { ...exchange, nowMs: at(12 * 3_600 - 1) })).not.toBeNull();
  expect(await read(GOOD, { ...exchange, nowMs: at(12 * 3_600 + 6) })).toBeNull();
});

const DER = Buffer.from(JSON.parse(PUBLIC).x, "base64url");
const PEM = generateKeyPairSync("ed25519").publicKey.export({ format: "pem", type: "spki" });
const stranger = await generateKeyPair("EdDSA", { extractable: true });
const es256 = await generateKeyPair("ES256");
const rs256 = await generateKeyPair("RS256");
const by = (key: CryptoKey, head: object) =>
  new SignJWT(CLAIMS).setProtectedHeader({ ...HEAD, ...head }).sign(key);

const FORGED: readonly (readonly [string, () => string | Promise<string>])[] = [
  ["alg none without a signature", () => `${unsigned({ alg: "none" })}.`],
  ["alg None", () => `${unsigned({ alg: "None" })}.${SIGNATURE}`],
  ["alg NONE with our signature", () => `${unsigned({ alg: "NONE" })}.${SIGNATURE}`],
  ["no alg", () => `${unsigned({ alg: undefined })}.${SIGNATURE}`],
  ["alg empty", () => `${unsigned({ alg: "" })}.${SIGNATURE}`],
  ["alg a list", () => `${unsigned({ alg: ["EdDSA"] })}.${SIGNATURE}`],
  ["HS256 over the public key's bytes", () => hmac({ alg: "HS256" }, DER)],
  ["HS256 over the public JWK", () => hmac({ alg: "HS256" }, PUBLIC)],
  ["HS256 over a PEM", () => hmac({ alg: "HS256" }, PEM)],
  ["HS256 with an empty key", () => hmac({ alg: "HS256" }, "")],
  ["HS256 with the deployment's secret", () => hmac({ alg: "HS256" }, SECRET)],
  ["HS384", () => hmac({ alg: "HS384" }, SECRET, "sha384")],
  ["HS512", () => hmac({ alg: "HS512" }, SECRET, "sha512")],
  ["EdDSA by a stranger, our kid", () => by(stranger.privateKey, {})],
  ["EdDSA by a stranger, its own kid", () => by(stranger.privateKey, { kid: "stranger" })],
  ["ES256 by a stranger", () => by(es256.privateKey, { alg: "ES256" })],
  ["RS256 by a stranger", () => by(rs256.privateKey, { alg: "RS256" })],
  [
    "the stranger's key in jwk",
    async () => by(stranger.privateKey, { jwk: await exportJWK(stranger.publicKey) }),
  ],
  [
    "the stranger's key in jwk, without a kid",
    async () =>
      by(stranger.privateKey, { jwk: await exportJWK(stranger.publicKey), kid: undefined }),
  ],
  ["a jku", () => by(stranger.privateKey, { jku: "https://evil.example/keys" })],
  ["an x5u", () => by(stranger.privateKey, { x5u: "https://evil.example/cert" })],
  ["an x5c", () => by(stranger.privateKey, { x5c: ["MIIB"] })],
  ["no kid", () => signed({}, { kid: undefined })],
  ["a kid that is a path", () => signed({}, { kid: "../../dev/null" })],
  ["a kid that is SQL", () => signed({}, { kid: `${KID}' OR '1'='1` })],
  ["a kid that is a number", () => `${unsigned({ kid: 1 })}.${SIGNATURE}`],
  ["a kid that is a list", () => `${unsigned({ kid: [KID] })}.${SIGNATURE}`],
  ["a kid of a prototype", () => signed({}, { kid: "__proto__" })],
  ["another case of the kid", () => signed({}, { kid: `${KID}x` })],
  ["an unknown critical header", () => `${unsigned({ crit: ["x"], x: 1 })}.${SIGNATURE}`],
  ["an empty crit", () => `${unsigned({ crit: [] })}.${SIGNATURE}`],
  ["b64 false", () => `${unsigned({ crit: ["b64"], b64: false })}.${SIGNATURE}`],
  ["no signature", () => `${HEADER}.${PAYLOAD}.`],
  ["a signature cut short", () => GOOD.slice(0, -4)],
  [
    "a signature with a bit turned",
    () => `${GOOD.slice(0, -5)}${GOOD.at(-5) === "A" ? "B" : "A"}${GOOD.slice(-4)}`,
  ],
  ["a signature of zeros", () => `${HEADER}.${PAYLOAD}.${Buffer.alloc(64).toString("base64url")}`],
  [
    "the signature of another token",
    async () => {
      const other = (await signed({ sub: TOKEN.sessionId })).split(".")[2];
      return `${HEADER}.${PAYLOAD}.${other}`;
    },
  ],
  [
    "a payload changed after signing",
    () => `${HEADER}.${b64({ ...CLAIMS, sub: TOKEN.sessionId })}.${SIGNATURE}`,
  ],
  ["a header changed after signing", () => `${b64({ ...HEAD, x: 1 })}.${PAYLOAD}.${SIGNATURE}`],
];

const UNTRUE: readonly (readonly [string, () => string | Promise<string>])[] = [
  ["of another type", () => signed({}, { typ: "JWT" })],
  ["of no type", () => signed({}, { typ: undefined })],
  ["of an access token's type", () => signed({}, { typ: "at+jwt" })],
  ["for another audience", () => signed({ aud: "raxx:api" })],
  ["for no audience", () => signed({ aud: undefined })],
  ["for an audience with a space", () => signed({ aud: " raxx:session" })],
  ["by another issuer", () => signed({ iss: "evil" })],
  ["by no issuer", () => signed({ iss: undefined })],
  ["without an end", () => signed({ exp: undefined })],
  ["ended", () => signed({ exp: NOW - 60 })],
  ["with an end that is a text", () => signed({ exp: String(NOW + 600) })],
  ["without a beginning", () => signed({ iat: undefined })],
  ["made tomorrow", () => signed({ iat: NOW + 86_400 })],
  ["made a minute ahead", () => signed({ iat: NOW + 60 })],
  ["made yesterday", () => signed({ iat: NOW - 86_400 })],
  ["made before time", () => signed({ iat: -1 })],
  ["with a beginning that is a text", () => signed({ iat: String(NOW) })],
  ["not valid yet", () => signed({ nbf: NOW + 60 })],
  ["of nobody", () => signed({ sub: undefined })],
  ["of a list of users", () => signed({ sub: [TOKEN.userId] })],
  ["of no session", () => signed({ sid: undefined })],
  ["of a session that is a number", () => signed({ sid: 7 })],
  ["of a session that is null", () => signed({ sid: null })],
  ["of no token", () => signed({ jti: undefined })],
  ["of a token that is an object", () => signed({ jti: { $ne: null } })],
];

const MALFORMED: readonly (readonly [string, () => string | Promise<string>])[] = [
  ["nothing", () => ""],
  ["dots", () => ".."],
  ["two parts", () => `${HEADER}.${PAYLOAD}`],
  ["four parts", () => `${GOOD}.x`],
  ["a space before", () => ` ${GOOD}`],
  ["a line end after", () => `${GOOD}\n`],
  ["standard base64 padding", () => `${HEADER}==.${PAYLOAD}.${SIGNATURE}`],
  ["a header that is no JSON", () => `${b64("{")}.${PAYLOAD}.${SIGNATURE}`],
  ["a header that is null", () => `${b64("null")}.${PAYLOAD}.${SIGNATURE}`],
  ["a payload that is a list", () => `${HEADER}.${b64([1])}.${SIGNATURE}`],
  [
    "JSON serialization",
    () => JSON.stringify({ protected: HEADER, payload: PAYLOAD, signature: SIGNATURE }),
  ],
  [
    "an encrypted token",
    async () =>
      new CompactEncrypt(Buffer.from(GOOD))
        .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
        .encrypt(new Uint8Array(32)),
  ],
  ["a megabyte", () => `${HEADER}.${"A".repeat(1_048_576)}.${SIGNATURE}`],
  ["an API key", () => "RXPAAAAAAAAAAAAAAAAA"],
  ["undefined", () => "undefined"],
];

describe.each([
  ["forged", FORGED],
  ["untrue", UNTRUE],
  ["malformed", MALFORMED],
] as const)("%s tokens are nobody's, to act with or to exchange", (_, cases) => {
  test.each(cases)("%s", async (_name, make) => {
    const text = await make();
    expect(await read(text)).toBeNull();
    // Age is the one thing that an exchange forgives.
    if (_name !== "made yesterday")
      expect(await read(text, { secondsMax: ROLLING_SECONDS })).toBeNull();
  });
});

test("there are at least sixty of them", () => {
  expect(FORGED.length + UNTRUE.length + MALFORMED.length).toBeGreaterThanOrEqual(60);
});

describe("the key ring", () => {
  test("the first token makes the first key, and its private half is not readable", () => {
    expect(ours.rows).toHaveLength(1);
    expect(SEALED.toString("latin1")).not.toContain(PRIVATE.d);
    expect(openText("another secret", KID, SEALED)).toBeNull();
    expect(openText(SECRET, "another kid", SEALED)).toBeNull();
  });

  test("after a rotation the newest signs and the one before still verifies, until it retires", async () => {
    let nowMs = NOW_MS;
    const { ring, rows, pool } = ringOf([], () => nowMs);
    const age = { nowMs: NOW_MS, secondsMax: TOKEN_SECONDS };
    const before = await signSessionToken(ring, TOKEN, NOW_MS);
    const kid = await addSigningKey(pool, SECRET);
    nowMs += 5_000;
    const after = await signSessionToken(ring, TOKEN, NOW_MS);
    expect(JSON.parse(Buffer.from(after.split(".")[0] ?? "", "base64url").toString()).kid).toBe(
      kid,
    );
    expect(await verifySessionToken(ring, before, age)).not.toBeNull();
    expect(await verifySessionToken(ring, after, age)).not.toBeNull();
    rows.splice(1);
    nowMs += 5_000;
    expect(await verifySessionToken(ring, before, age)).toBeNull();
    expect(await verifySessionToken(ring, after, age)).not.toBeNull();
  });

  test("unknown kids do not make it ask the table more than once a second", async () => {
    const { ring, reads } = ringOf([...ours.rows]);
    const texts = await Promise.all(
      Array.from({ length: 50 }, (_, n) => signed({}, { kid: `no-${n}` })),
    );
    for (const text of texts) {
      expect(await verifySessionToken(ring, text, { nowMs: NOW_MS, secondsMax: 600 })).toBeNull();
    }
    expect(reads()).toBeLessThanOrEqual(2);
  });

  test("a key sealed under another secret signs nothing, and what it signed still counts", async () => {
    const { ring, rows } = ringOf([
      { ...(ours.rows[0] as Row), sealed_private_key: Buffer.alloc(64) },
    ]);
    await signSessionToken(ring, TOKEN, NOW_MS);
    expect(rows).toHaveLength(2);
    expect(
      await verifySessionToken(ring, GOOD, { nowMs: NOW_MS, secondsMax: TOKEN_SECONDS }),
    ).not.toBeNull();
  });
});
