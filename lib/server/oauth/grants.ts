/**
 * What users let apps do: a code of ten minutes and one use, and the token it is redeemed for. Codes
 * and tokens are stored as hashes; a token lasts until it is revoked, as Alpaca's do (alpaca-wire.md §6).
 */
import { randomBytes } from "node:crypto";
import { isScope, type Scope } from "@/lib/wire/raxx/scope";
import { feedOf } from "../data/feed-of";
import { queryAsUser } from "../database/with-user";
import type { Caller, Deps, Tier } from "../deps";
import { AppError } from "../errors";
import type { Grant } from "../identity/grant";
import { recordSecurityEvent } from "../identity/security-events";
import { isUuid, uuidv7 } from "../ids";
import { hashOf, type OauthApp } from "./apps";
import { challengeOf } from "./pkce";

const CODE_MS = 10 * 60_000;
const TOKEN = /^rxo_[A-Za-z0-9_-]{43}$/;

interface Consent {
  readonly app: OauthApp;
  readonly accountId: string;
  readonly scopes: readonly Scope[];
  readonly redirectUri: string;
  readonly codeChallenge?: string | null;
}

/** Lets an app into an account; the code is in the answer and nowhere else. */
export async function grantCode(
  deps: Pick<Deps, "webPool" | "clock" | "prisma">,
  { userId }: Pick<Caller, "userId">,
  { app, accountId, scopes, redirectUri, codeChallenge = null }: Consent,
): Promise<string> {
  const code = randomBytes(32).toString("base64url");
  const nowMs = deps.clock.nowMs();
  await queryAsUser(deps.webPool, userId, {
    text: `INSERT INTO oauth_grants
      (id, user_id, account_id, app_id, scopes, redirect_uri, code_hash, code_expires_at, code_challenge)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    values: [
      ...[uuidv7(nowMs), userId, accountId, app.id, scopes, redirectUri],
      ...[hashOf(code), new Date(nowMs + CODE_MS), codeChallenge],
    ],
  });
  await recordSecurityEvent(deps, userId, "app_connected", {
    app: app.name,
    accountId,
    scopes: scopes.join(" "),
  });
  return code;
}

export type Redeemed =
  | { readonly ok: true; readonly token: string; readonly scopes: readonly string[] }
  | { readonly ok: false; readonly error: "invalid_client" | "invalid_grant" };

/** Turns a code into a token, once. */
export async function redeemCode(
  { webPool }: Pick<Deps, "webPool">,
  asked: {
    readonly clientId: string;
    /** Null from an app that has none. */
    readonly clientSecret: string | null;
    readonly code: string;
    readonly redirectUri: string;
    readonly codeVerifier?: string | null;
  },
): Promise<Redeemed> {
  const token = `rxo_${randomBytes(32).toString("base64url")}`;
  const { clientId, clientSecret, code, redirectUri, codeVerifier = null } = asked;
  const challenge = codeVerifier === null ? null : challengeOf(codeVerifier);
  if (codeVerifier !== null && challenge === null) return { ok: false, error: "invalid_grant" };
  const { rows } = await webPool.query<{ outcome: string; scopes: string[] | null }>(
    "SELECT outcome, scopes FROM redeem_oauth_code($1, $2, $3, $4, $5, $6)",
    [
      ...[clientId, clientSecret === null ? null : hashOf(clientSecret), hashOf(code)],
      ...[redirectUri, challenge, hashOf(token)],
    ],
  );
  const [row] = rows;
  if (row?.outcome === "granted") return { ok: true, token, scopes: row.scopes ?? [] };
  const error = row?.outcome === "invalid_client" ? "invalid_client" : "invalid_grant";
  return { ok: false, error };
}

interface TokenRow {
  user_id: string;
  account_id: string;
  tier: Tier;
  scopes: string[];
}

/** Whether a bearer token is one of an app, by its looks. */
export function isAppToken(token: string): boolean {
  return TOKEN.test(token);
}

/** Whose an app's token is and what it may do; asked anew each time, so that revoking is at once. */
export async function findGrantByToken(
  { webPool }: Pick<Deps, "webPool">,
  token: string,
): Promise<Grant | null> {
  const { rows } = await webPool.query<TokenRow>({
    name: "find_oauth_token",
    text: "SELECT user_id, account_id, tier, scopes FROM find_oauth_token($1)",
    values: [hashOf(token)],
  });
  const [row] = rows;
  if (row === undefined) return null;
  const { user_id: userId, account_id: accountId, tier } = row;
  const feed = await feedOf(webPool, { userId, tier });
  const caller = { userId, accountId, tier, feed };
  return { caller, by: "app", scopes: row.scopes.filter(isScope) };
}

export interface ConnectedApp {
  readonly id: string;
  readonly name: string;
  readonly account_id: string;
  readonly scopes: readonly string[];
  readonly created_at: Date;
}

/** The apps that have a token of the user's, newest first. */
export function listConnectedApps(
  { webPool }: Pick<Deps, "webPool">,
  { userId }: Pick<Caller, "userId">,
): Promise<readonly ConnectedApp[]> {
  return queryAsUser<ConnectedApp>(webPool, userId, {
    text: `SELECT g.id, p.name, g.account_id, g.scopes, g.created_at
      FROM oauth_grants g JOIN oauth_apps p ON p.id = g.app_id AND p.revoked_at IS NULL
      WHERE g.user_id = $1 AND g.token_hash IS NOT NULL AND g.revoked_at IS NULL
      ORDER BY g.created_at DESC, g.id DESC`,
    values: [userId],
  });
}

/** Takes a token back; the next request with it is refused. */
export async function disconnectApp(
  deps: Pick<Deps, "webPool" | "prisma">,
  { userId }: Pick<Caller, "userId">,
  id: string,
): Promise<void> {
  const rows = isUuid(id)
    ? await queryAsUser(deps.webPool, userId, {
        text: `UPDATE oauth_grants SET revoked_at = now()
          WHERE user_id = $1 AND id = $2 AND revoked_at IS NULL RETURNING id`,
        values: [userId, id],
      })
    : [];
  if (rows.length === 0) throw new AppError("not_found", "app not found");
  await recordSecurityEvent(deps, userId, "app_disconnected", { id });
}
