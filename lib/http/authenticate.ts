/**
 * Who a program request comes from: the key pair in Alpaca's headers, the same pair as HTTP Basic, or
 * a bearer token (alpaca-wire.md §1.0), and whether what it proved itself with may do this.
 */
import { type Credential, findGrant, type GrantDeps } from "@/lib/server/identity/find-grant";
import type { Grant } from "@/lib/server/identity/grant";
import type { Refusal } from "@/lib/wire/alpaca/refusal";
import type { Scope } from "@/lib/wire/raxx/scope";
import { type ProgramRequest, Refused } from "./call";
import { CLIENT_IP_HEADER } from "./client-ip";

/** No credentials at all: the one body without a code (§1.1). */
const UNAUTHORIZED: Refusal = { status: 401, code: null, message: "unauthorized.", extras: {} };
/** A pair that is not, or no longer, a key. */
const REFUSED_PAIR: Refusal = {
  status: 401,
  code: 40110000,
  message: "access key verification failed",
  extras: {},
};
const REFUSED_TOKEN: Refusal = { ...REFUSED_PAIR, message: "request is not authorized" };

/** Finds who asks and what they may do, or stops with 401. */
export async function authenticate(
  deps: GrantDeps,
  request: Pick<ProgramRequest, "header">,
): Promise<Grant> {
  const credential = credentialIn((name) => request.header(name));
  if (credential === null) throw new Refused(UNAUTHORIZED);
  const grant = await findGrant(deps, credential);
  if (grant === null) throw new Refused(credential.kind === "pair" ? REFUSED_PAIR : REFUSED_TOKEN);
  return grant;
}

/** Stops with 403 when the key or token was not made for this. */
export function requireScope({ scopes }: Grant, scope: Scope): void {
  if (scopes.includes(scope)) return;
  throw new Refused({
    status: 403,
    code: 40310000,
    message: `insufficient scope: this needs "${scope}"`,
    extras: { required_scope: scope, scopes },
  });
}

/** The credential in the headers of a request, or of a socket's handshake. */
export function credentialIn(header: (name: string) => string | null): Credential | null {
  const keyId = header("apca-api-key-id");
  const secret = header("apca-api-secret-key");
  const ip = header(CLIENT_IP_HEADER) ?? "unknown";
  if (keyId !== null && secret !== null) return { kind: "pair", keyId, secret, ip };
  const [scheme = "", credentials = "", ...rest] = (header("authorization") ?? "").split(" ");
  if (credentials === "" || rest.length > 0) return null;
  switch (scheme.toLowerCase()) {
    case "basic":
      return basicPair(credentials, ip);
    case "bearer":
      return { kind: "bearer", token: credentials, accountId: header("raxx-account") };
    default:
      return null;
  }
}

function basicPair(credentials: string, ip: string): Credential | null {
  const text = Buffer.from(credentials, "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon < 1) return null;
  return { kind: "pair", keyId: text.slice(0, colon), secret: text.slice(colon + 1), ip };
}
