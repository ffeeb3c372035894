/** Commands that change what a user or the deployment may do: user:tier, sessions:end and keys:rotate. */
import { z } from "zod";
import { createPool } from "@/lib/server/database/pools";
import type { Deps } from "@/lib/server/deps";
import { changeTier } from "@/lib/server/identity/change-tier";
import { endSessions } from "@/lib/server/identity/end-sessions";
import { rotateSigningKey } from "@/lib/server/identity/rotate-signing-key";
import { emailAddress } from "@/lib/wire/raxx/email-address";

const TierOptions = z.object({
  email: emailAddress("give --email with an address such as a@b.c"),
  tier: z.enum(["free", "pro", "pro_plus"], { error: "--tier is free, pro or pro_plus" }),
});

/** Changes a user's tier; it is in their security log, and open sockets change their feed. */
export async function setTier(deps: Deps, values: unknown) {
  const { email, tier } = TierOptions.parse(values);
  const pool = createPool(deps.env.DATABASE_URL, "raxx_owner", deps.log);
  try {
    const changed = await changeTier(pool, email, { tier, nowMs: deps.clock.nowMs() });
    if (changed === null) throw new Error(`nobody has the address ${email}`);
    return { ok: true, output: { ...changed, email, tier } };
  } finally {
    await pool.end();
  }
}

const Whose = TierOptions.pick({ email: true });

/** Ends every session of a user; the next request of each is refused. */
export async function endUserSessions(deps: Deps, values: unknown) {
  const { email } = Whose.parse(values);
  const pool = createPool(deps.env.DATABASE_URL, "raxx_owner", deps.log);
  try {
    return { ok: true, output: { email, ended: await endSessions(pool, email) } };
  } finally {
    await pool.end();
  }
}

/** Makes a new key for session tokens; with --at-once the old ones stop counting. */
export async function rotateKeys(deps: Deps, values: { readonly "at-once"?: boolean }) {
  const pool = createPool(deps.env.DATABASE_URL, "raxx_owner", deps.log);
  try {
    const atOnce = values["at-once"] === true;
    return {
      ok: true,
      output: { kid: await rotateSigningKey(pool, deps.env.NEXTAUTH_SECRET, { atOnce }) },
    };
  } finally {
    await pool.end();
  }
}
