/** Everybody who may ask the program API, with and without business there, as the headers they send. */
import { SignJWT } from "jose";
import type { Tier } from "@/lib/server/deps";
import { createApiKey } from "@/lib/server/identity/api-keys";
import { addSigningKey, KeyRing } from "@/lib/server/identity/key-ring";
import { type SessionToken, signSessionToken } from "@/lib/server/identity/session-token";
import { openSession } from "@/lib/server/identity/sessions";
import { appTokenOf } from "./program-objects";
import type { ProgramWorld, Trader } from "./program-world";

export type Headers = Readonly<Record<string, string>>;

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const FROM = { userAgent: "Test", ip: "203.0.113.7" };

/** A session of a trader, as the bearer a program sends. */
async function sessionOf(
  { deps }: ProgramWorld,
  { userId }: Trader,
): Promise<{ readonly named: SessionToken; readonly headers: Headers }> {
  const named = await openSession(deps, userId, FROM);
  return {
    named,
    headers: bearer(await signSessionToken(deps.keyRing, named, deps.clock.nowMs())),
  };
}

/** Who is let in, at each tier: a key, a session, and one whose passkey was asked for long ago. */
export async function letIn(world: ProgramWorld, trader: Trader): Promise<Record<string, Headers>> {
  const stale = await sessionOf(world, trader);
  await world.admin.query(
    "UPDATE sessions SET authenticated_at = now() - interval '6 days' WHERE id = $1",
    [stale.named.sessionId],
  );
  const { headers } = await sessionOf(world, trader);
  return { "a key": trader.keys, "a session": headers, "a session of days ago": stale.headers };
}

/** Who is not, with 401: nobody, and everybody whose time is over or whose proof is another's. */
export async function strangers(
  world: ProgramWorld,
  { pat, eve, grant }: { readonly pat: Trader; readonly eve: Trader; readonly grant: string },
): Promise<Record<string, Headers>> {
  const { deps, admin } = world;
  const keyWith = async (set: string) => {
    const { key, secret } = await createApiKey(deps, pat, "over");
    await admin.query(`UPDATE api_keys SET ${set} WHERE id = $1`, [key.id]);
    return { "APCA-API-KEY-ID": key.keyId, "APCA-API-SECRET-KEY": secret };
  };
  const sessionWith = async (set: string) => {
    const { named, headers } = await sessionOf(world, pat);
    await admin.query(`UPDATE sessions SET ${set} WHERE id = $1`, [named.sessionId]);
    return headers;
  };
  const { named } = await sessionOf(world, pat);
  const nowMs = deps.clock.nowMs();
  const signed = async (part: Partial<SessionToken>, atMs = nowMs) =>
    bearer(await signSessionToken(deps.keyRing, { ...named, ...part }, atMs));
  const theirs = (await sessionOf(world, eve)).named;
  await admin.query("UPDATE oauth_grants SET revoked_at = now() WHERE id = $1", [grant]);
  return {
    anonymous: {},
    "a key with another's secret": { ...pat.keys, "APCA-API-SECRET-KEY": secretOf(eve) },
    "a key with no secret": { "APCA-API-KEY-ID": pat.keys["APCA-API-KEY-ID"] ?? "" },
    "a revoked key": await keyWith("revoked_at = now()"),
    "an expired key": await keyWith("expires_at = now()"),
    "a key of another place": await keyWith("allowed_ips = '{203.0.113.9}'"),
    "a revoked session": await sessionWith("revoked_at = now()"),
    "an expired session": await sessionWith("expires_at = now()"),
    "a session past its last day": await sessionWith("ends_at = now()"),
    "another audience": bearer(await audience(world, named)),
    "a token ten minutes old": await signed({}, nowMs - 606_000),
    "another user in the token": await signed({ userId: eve.userId }),
    "another session in the token": await signed({ sessionId: theirs.sessionId }),
    "a token that was exchanged": await signed({ tokenId: theirs.tokenId }),
    "a token of another deployment": bearer(await elsewhere(world, named)),
    "an app that was sent away": bearer(appTokenOf(grant)),
    "a cookie": { cookie: `raxx-session=${(await signed({})).authorization.slice(7)}` },
    "the operator's database": basic("raxx_owner", "raxx_owner"),
    "the operator's secret": bearer(deps.env.NEXTAUTH_SECRET),
  };
}

/** Which account a session acts on is its own choice, among its user's. */
export async function withAccount(world: ProgramWorld, trader: Trader, accountId: string) {
  return { ...(await sessionOf(world, trader)).headers, "raxx-account": accountId };
}

export const TIERS: readonly Tier[] = ["free", "pro", "pro_plus"];

function secretOf({ keys }: Trader): string {
  return keys["APCA-API-SECRET-KEY"] ?? "";
}

function basic(name: string, password: string): Headers {
  return { authorization: `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}` };
}

async function audience({ deps }: ProgramWorld, named: SessionToken): Promise<string> {
  const { kid, key } = await deps.keyRing.signer();
  return new SignJWT({ sid: named.sessionId })
    .setProtectedHeader({ alg: "EdDSA", typ: "raxx-session+jwt", kid })
    .setSubject(named.userId)
    .setIssuer("raxx")
    .setAudience("raxx:api")
    .setJti(named.tokenId)
    .setIssuedAt()
    .setExpirationTime("10m")
    .sign(key);
}

/** Signed by a ring whose table is not ours. */
async function elsewhere({ deps }: ProgramWorld, named: SessionToken): Promise<string> {
  const rows: object[] = [];
  const query = async (_: string, values?: readonly unknown[]) => {
    if (values === undefined) return { rows };
    const [kid, public_key, sealed_private_key] = values;
    rows.push({ kid, public_key, sealed_private_key, signs: true });
    return { rows: [] };
  };
  const pool = { query } as unknown as typeof deps.webPool;
  await addSigningKey(pool, "another secret");
  const ring = new KeyRing(pool, "another secret", deps.clock);
  return signSessionToken(ring, named, deps.clock.nowMs());
}
