/** Third-party apps: registered by the operator, known by an id and a secret that is stored as a hash. */
import { createHash, randomBytes } from "node:crypto";
import type pg from "pg";
import type { Deps } from "../deps";
import { isUuid, uuidv7 } from "../ids";

export interface OauthApp {
  readonly id: string;
  readonly clientId: string;
  readonly name: string;
  readonly redirectUris: readonly string[];
}

/** Registers an app as the owner of the schema; its secret is in the answer and nowhere else. */
export async function registerApp(
  owner: pg.Pool,
  { clock }: Pick<Deps, "clock">,
  { name, redirectUris }: { readonly name: string; readonly redirectUris: readonly string[] },
): Promise<{ readonly clientId: string; readonly clientSecret: string }> {
  const clientId = randomBytes(16).toString("hex");
  const clientSecret = randomBytes(32).toString("base64url");
  await owner.query(
    `INSERT INTO oauth_apps (id, client_id, secret_hash, name, redirect_uris)
     VALUES ($1, $2, $3, $4, $5)`,
    [uuidv7(clock.nowMs()), clientId, hashOf(clientSecret), name, redirectUris],
  );
  return { clientId, clientSecret };
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
  }>(
    `SELECT id, name, client_id, redirect_uris FROM oauth_apps
     WHERE client_id = $1 AND revoked_at IS NULL`,
    [clientId.slice(0, 64)],
  );
  const [row] = rows;
  if (row === undefined || !isUuid(row.id)) return null;
  const { id, name, client_id, redirect_uris } = row;
  return { id, name, clientId: client_id, redirectUris: redirect_uris };
}

/** What is stored of a secret: enough for 128 random bits and more, there is nothing to guess. */
export function hashOf(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
