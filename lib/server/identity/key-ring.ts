/**
 * The keys that sign and verify session tokens: a table, so that every process agrees and a rotation
 * needs no restart (reliability.md §2.3: `kid` is looked up here, and nothing in a token names a key
 * by its place).
 */
import { randomBytes } from "node:crypto";
import { exportJWK, generateKeyPair, importJWK, type JWK } from "jose";
import type pg from "pg";
import type { Clock } from "../clock";
import { openText, sealText } from "./sealed-text";

export const TOKEN_ALGORITHM = "EdDSA";

type Key = Exclude<Awaited<ReturnType<typeof importJWK>>, Uint8Array>;

export interface Signer {
  readonly kid: string;
  readonly key: Key;
}

/** How long this process believes what it read; a retired key dies within it. */
const RING_MS = 5_000;
/** An unknown kid asks the table at once, but no stranger may make us ask all the time. */
const UNKNOWN_MS = 1_000;
const KIDS_MAX = 100;

interface Ring {
  readonly readAtMs: number;
  readonly verifiers: ReadonlyMap<string, Key>;
  readonly signer: Signer | null;
}

interface KeyRow {
  kid: string;
  public_key: string;
  sealed_private_key: Buffer;
  signs: boolean;
}

const READ_SQL = `SELECT kid, public_key, sealed_private_key, retires_at IS NULL AS signs
  FROM signing_keys WHERE retires_at IS NULL OR retires_at > now()
  ORDER BY created_at DESC, kid LIMIT ${KIDS_MAX}`;

export class KeyRing {
  private ring: Ring | null = null;
  private reading: Promise<Ring> | null = null;

  constructor(
    private readonly pool: pg.Pool,
    private readonly secret: string,
    private readonly clock: Clock,
  ) {}

  /** The newest key; the first process that needs one makes it. */
  async signer(): Promise<Signer> {
    const { signer } = await this.read(RING_MS);
    if (signer !== null) return signer;
    await addSigningKey(this.pool, this.secret);
    const { signer: made } = await this.read(0);
    if (made === null) throw new Error("no signing key");
    return made;
  }

  /** The public key of a kid; null for one that is not, or no longer, ours. */
  async verifier(kid: string): Promise<Key | null> {
    const known = (await this.read(RING_MS)).verifiers.get(kid);
    return known ?? (await this.read(UNKNOWN_MS)).verifiers.get(kid) ?? null;
  }

  private async read(ageMsMax: number): Promise<Ring> {
    const { ring } = this;
    if (ring !== null && this.clock.nowMs() - ring.readAtMs < ageMsMax) return ring;
    this.reading ??= this.load().finally(() => {
      this.reading = null;
    });
    return this.reading;
  }

  private async load(): Promise<Ring> {
    const readAtMs = this.clock.nowMs();
    const { rows } = await this.pool.query<KeyRow>(READ_SQL);
    const verifiers = new Map<string, Key>();
    for (const row of rows) verifiers.set(row.kid, await keyOf(JSON.parse(row.public_key)));
    this.ring = { readAtMs, verifiers, signer: await this.signerOf(rows) };
    return this.ring;
  }

  /** A key sealed under another secret is of no use to sign with; it still verifies. */
  private async signerOf(rows: readonly KeyRow[]): Promise<Signer | null> {
    for (const { kid, signs, sealed_private_key: sealed } of rows) {
      const text = signs ? openText(this.secret, kid, sealed) : null;
      if (text !== null) return { kid, key: await keyOf(JSON.parse(text)) };
    }
    return null;
  }
}

/** Adds a fresh pair, which signs from now on; answers its kid. */
export async function addSigningKey(
  database: Pick<pg.Pool, "query">,
  secret: string,
): Promise<string> {
  const pair = await generateKeyPair(TOKEN_ALGORITHM, { extractable: true });
  const kid = randomBytes(12).toString("base64url");
  const sealed = sealText(secret, kid, JSON.stringify(await exportJWK(pair.privateKey)));
  await database.query(
    "INSERT INTO signing_keys (kid, public_key, sealed_private_key) VALUES ($1, $2, $3)",
    [kid, JSON.stringify(await exportJWK(pair.publicKey)), sealed],
  );
  return kid;
}

async function keyOf(jwk: JWK): Promise<Key> {
  const key = await importJWK(jwk, TOKEN_ALGORITHM);
  if (key instanceof Uint8Array) throw new Error("a signing key is a pair");
  return key;
}
