/**
 * Third-party apps: registered by the operator, known by an id and a secret that is stored as a hash. One that
 * runs on its users' devices can keep no secret, and proves itself by PKCE alone.
 */
import { createHash, randomBytes } from "node:crypto";
import type pg from "pg";
import { isScope, SCOPES, type Scope } from "@/lib/wire/raxx/scope";
import type { Deps } from "../deps";
import { isUuid, uuidv7 } from "../ids";

export interface OauthApp {
  readonly id: string;
  readonly clientId: string;
  readonly name: string;
  readonly redirectUris: readonly string[];
  /** The most it may ask for. */
  readonly scopes: readonly Scope[];
  readonly isPkceRequired: boolean;
}

interface NewApp {
  readonly name: string;
  readonly redirectUris: readonly string[];
  /** All of them without it. */
  readonly scopes?: readonly Scope[];
}

/**
 * Registers an app as the owner of the schema; its secret is in the answer and nowhere else. One that was
 * written for Alpaca's flow knows no PKCE and is let off it: its secret is what redeems a code.
 */
export async function registerApp(
  owner: pg.Pool,
  deps: Pick<Deps, "clock">,
  app: NewApp & { readonly isPkceRequired?: boolean },
): Promise<{ readonly clientId: string; readonly clientSecret: string }> {
  const clientSecret = randomBytes(32).toString("base64url");
  const secretHash = hashOf(clientSecret);
  const { isPkceRequired = true } = app;
  return {
    clientId: await insertApp(owner, deps, { ...app, secretHash, isPkceRequired }),
    clientSecret,
  };
}

/** Registers an app without a secret; PKCE is always asked of it. */
export async function registerPublicApp(
  owner: pg.Pool,
  deps: Pick<Deps, "clock">,
  app: NewApp,
): Promise<{ readonly clientId: string }> {
  return {
    clientId: await insertApp(owner, deps, { ...app, secretHash: null, isPkceRequired: true }),
  };
}

async function insertApp(
  owner: pg.Pool,
  { clock }: Pick<Deps, "clock">,
  app: NewApp & { readonly secretHash: Buffer | null; readonly isPkceRequired: boolean },
): Promise<string> {
  const clientId = randomBytes(16).toString("hex");
  const { name, redirectUris, scopes = SCOPES, secretHash, isPkceRequired } = app;
  await owner.query(
    `INSERT INTO oauth_apps (id, client_id, secret_hash, name, redirect_uris, scopes, pkce_required)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      ...[uuidv7(clock.nowMs()), clientId, secretHash, name, redirectUris],
      ...[["read", ...scopes.filter((scope) => scope !== "read")], isPkceRequired],
    ],
  );
  return clientId;
}

/** Ends an app: none of its tokens works from now on. False when there is no such app. */
export async function revokeApp(owner: pg.Pool, clientId: string): Promise<boolean> {
  const { rowCount } = await owner.query(
    "UPDATE oauth_apps SET revoked_at = now() WHERE client_id = $1 AND revoked_at IS NULL",
    [clientId],
  );
  return rowCount === 1;
}

/** An app by its client id; null for one that is not, or no longer, registered. */
export async function findApp(
  { webPool }: Pick<Deps, "webPool">,
  clientId: string,
): Promise<OauthApp | null> {
  const { rows } = await webPool.query<{
    id: string;
    name: string;
    client_id: string;
    redirect_uris: string[];
    scopes: string[];
    pkce_required: boolean;
  }>(
    `SELECT id, name, client_id, redirect_uris, scopes, pkce_required FROM oauth_apps
     WHERE client_id = $1 AND revoked_at IS NULL`,
    [clientId.slice(0, 64)],
  );
  const [row] = rows;
  if (row === undefined || !isUuid(row.id)) return null;
  const { id, name, client_id, redirect_uris, scopes, pkce_required } = row;
  return {
    ...{ id, name, clientId: client_id, redirectUris: redirect_uris },
    ...{ scopes: scopes.filter(isScope), isPkceRequired: pkce_required },
  };
}

/** What is stored of a secret: enough for 128 random bits and more, there is nothing to guess. */
export function hashOf(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
