/** The hash chain of an account: each event's hash covers its number, its bytes and all before it. */
import { hash } from "node:crypto";

export const GENESIS_HASH = Buffer.alloc(32);

/** SHA-256 of the previous hash, the version and the canonical payload. */
export function chainHash(previous: Buffer, version: number, payload: string): Buffer {
  const bytes = Buffer.concat([previous, Buffer.from(`${version}\n${payload}`)]);
  return hash("sha256", bytes, "buffer");
}
