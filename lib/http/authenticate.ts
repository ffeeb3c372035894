/**
 * Who a program request comes from: the key pair in Alpaca's headers, or the same pair as HTTP Basic
 * (alpaca-wire.md §1.0). OAuth bearer tokens are not issued yet.
 */
import type { Caller, Deps } from "@/lib/server/deps";
import { findCallerByKey } from "@/lib/server/identity/api-keys";
import type { Refusal } from "@/lib/wire/alpaca/refusal";
import { type ProgramRequest, Refused } from "./call";

/** No credentials at all: the one body without a code (§1.1). */
const UNAUTHORIZED: Refusal = { status: 401, code: null, message: "unauthorized.", extras: {} };
/** A pair that is not, or no longer, a key. */
const REFUSED_PAIR: Refusal = {
  status: 401,
  code: 40110000,
  message: "access key verification failed",
  extras: {},
};
const CREDENTIAL_LENGTH_MAX = 256;

interface KeyPair {
  readonly keyId: string;
  readonly secret: string;
}

/** Finds the caller, or stops with 401. */
export async function authenticate(
  deps: Pick<Deps, "webPool" | "clock">,
  request: Pick<ProgramRequest, "header">,
): Promise<Caller> {
  const pair = keyPairOf(request);
  if (pair === null) throw new Refused(UNAUTHORIZED);
  const tooLong = Math.max(pair.keyId.length, pair.secret.length) > CREDENTIAL_LENGTH_MAX;
  const caller = tooLong ? null : await findCallerByKey(deps, pair.keyId, pair.secret);
  if (caller === null) throw new Refused(REFUSED_PAIR);
  return caller;
}

function keyPairOf({ header }: Pick<ProgramRequest, "header">): KeyPair | null {
  const keyId = header("apca-api-key-id");
  const secret = header("apca-api-secret-key");
  if (keyId !== null && secret !== null) return { keyId, secret };
  const authorization = header("authorization");
  return authorization === null ? null : basicPair(authorization);
}

function basicPair(authorization: string): KeyPair | null {
  const [scheme = "", credentials = "", ...rest] = authorization.split(" ");
  if (scheme.toLowerCase() !== "basic" || rest.length > 0) return null;
  const text = Buffer.from(credentials, "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon < 1) return null;
  return { keyId: text.slice(0, colon), secret: text.slice(colon + 1) };
}
