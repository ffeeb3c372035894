/** The hash chain of an account: each event's hash covers its number, its bytes and all before it. */
import { hash } from "node:crypto";

export const GENESIS_HASH = Buffer.alloc(32);

/** Room for most events, so that hashing one allocates nothing but its hash. */
const scratch = Buffer.allocUnsafeSlow(16_384);
const UTF8_BYTES_MAX = 3;

/** SHA-256 of the previous hash, the version and the canonical payload. */
export function chainHash(previous: Buffer, version: number, payload: string): Buffer {
  const text = `${version}\n${payload}`;
  return hash("sha256", bytesOf(previous, text), "buffer");
}

function bytesOf(previous: Buffer, text: string): Buffer {
  if (previous.length + text.length * UTF8_BYTES_MAX > scratch.length) {
    return Buffer.concat([previous, Buffer.from(text)]);
  }
  previous.copy(scratch);
  return scratch.subarray(0, previous.length + scratch.write(text, previous.length));
}
