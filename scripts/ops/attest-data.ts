/** data:attest: enters a user's word that they are no market professional, given to the operator. */
import { z } from "zod";
import { attest } from "@/lib/server/data/attestation";
import { withLookup } from "@/lib/server/database/with-user";
import type { Deps } from "@/lib/server/deps";
import { emailAddress } from "@/lib/wire/raxx/email-address";

const Options = z.object({ email: emailAddress("give --email with an address such as a@b.c") });

export async function attestData(deps: Deps, values: unknown) {
  const { email } = Options.parse(values);
  const address = email.toLowerCase();
  const user = await withLookup(deps.prisma, address, (tx) =>
    tx.user.findUnique({ where: { email: address }, select: { id: true } }),
  );
  if (user === null) throw new Error(`nobody has the address ${email}`);
  const atMs = await attest(deps, { userId: user.id }, "operator");
  return { ok: true, output: { userId: user.id, attestedAt: new Date(atMs).toISOString() } };
}
