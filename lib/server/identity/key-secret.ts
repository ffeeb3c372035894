/**
 * The two halves of an API key. A secret ends in a checksum of itself, so that a scanner knows one
 * when it sees it and a mistyped one is refused without asking anybody.
 */
import { createHash, hash, randomBytes } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const PREFIX = "rxp_";
const RANDOM_LENGTH = 43; // 256 bits as base64url
const CHECKSUM_LENGTH = 6;
const LENGTH = PREFIX.length + RANDOM_LENGTH + CHECKSUM_LENGTH;

/** What a key id looks like. */
export const KEY_ID = /^RXP[A-Z2-7]{17}$/;

/** A public half. */
export function newKeyId(): string {
  return `RXP${Array.from(randomBytes(17), (byte) => ALPHABET[byte % 32]).join("")}`;
}

/** A secret half: 256 random bits and their checksum. */
export function newSecret(): string {
  const body = `${PREFIX}${randomBytes(32).toString("base64url")}`;
  return `${body}${checksumOf(body)}`;
}

/** False for a secret of today's form with a letter wrong; older forms have no checksum. */
export function mayBeSecret(text: string): boolean {
  if (text.length !== LENGTH || !text.startsWith(PREFIX)) return true;
  const body = text.slice(0, -CHECKSUM_LENGTH);
  return text.slice(-CHECKSUM_LENGTH) === checksumOf(body);
}

/** What is stored: enough for 256 random bits, which nobody guesses. */
export function hashSecret(secret: string): Buffer {
  return hash("sha256", secret, "buffer");
}

function checksumOf(body: string): string {
  return createHash("sha256")
    .update(`checksum:${body}`)
    .digest("base64url")
    .slice(0, CHECKSUM_LENGTH);
}
