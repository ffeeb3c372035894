/** user:create: a user with a funded account, for bots, tests and demos; they add a passkey later. */
import { z } from "zod";
import { openAccount } from "@/lib/server/accounts/open-account";
import { attest } from "@/lib/server/data/attestation";
import { feedOf } from "@/lib/server/data/feed-of";
import { withLookup, withUser } from "@/lib/server/database/with-user";
import type { Deps } from "@/lib/server/deps";
import { createApiKey } from "@/lib/server/identity/api-keys";
import { uuidv7 } from "@/lib/server/ids";
import { emailAddress } from "@/lib/wire/raxx/email-address";

const Options = z.object({
  email: emailAddress("give --email with an address such as a@b.c"),
  tier: z.enum(["free", "pro", "pro_plus"], { error: "--tier is free, pro or pro_plus" }),
  key: z.boolean(),
});

/** Makes the user, its account and, with --key, an API key pair whose secret is printed once. */
export async function createUser(deps: Deps, values: unknown) {
  const parsed = Options.safeParse(values);
  if (!parsed.success)
    throw new Error(parsed.error.issues.map((issue) => issue.message).join("; "));
  const { email, tier, key } = parsed.data;
  const taken = await withLookup(deps.prisma, email, (tx) =>
    tx.user.findUnique({ where: { email } }),
  );
  if (taken !== null) throw new Error(`${email} already has an account`);
  const userId = uuidv7(deps.clock.nowMs());
  await withUser(deps.prisma, userId, (tx) =>
    tx.user.create({ data: { id: userId, email, tier } }),
  );
  // A paid plan is made for somebody whose word the operator has.
  if (tier !== "free") await attest(deps, { userId }, "operator");
  const feed = await feedOf(deps.webPool, { userId, tier });
  await deps.marketClock.refresh();
  const accountId = await openAccount(deps, { userId, feed, name: "Paper 1" });
  const made = key ? await createApiKey(deps, { userId, accountId }, "ops") : null;
  const apiKey = made === null ? null : { keyId: made.key.keyId, secret: made.secret };
  return { ok: true, output: { userId, email, tier, accountId, apiKey } };
}
