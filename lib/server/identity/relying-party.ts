/** Who passkeys are made for: the host of the public address. */
import type { Env } from "../env";

export interface RelyingParty {
  readonly rpID: string;
  readonly rpName: string;
  /** The exact origin an assertion must come from. */
  readonly origin: string;
}

/** Reads the relying party off RAXX_ORIGIN. */
export function relyingParty(env: Pick<Env, "RAXX_ORIGIN">): RelyingParty {
  const { hostname, origin } = new URL(env.RAXX_ORIGIN);
  return { rpID: hostname, rpName: "Raxx", origin };
}
