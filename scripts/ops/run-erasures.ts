/** erasure:run: erases now whoever is due, and says what went and what is left; with --email, one who asked, at once. */
import { z } from "zod";
import { createPool } from "@/lib/server/database/pools";
import type { Deps } from "@/lib/server/deps";
import { dueUsers, type Erased, eraseUser } from "@/lib/server/privacy/erase-user";

const USERS_MAX = 1_000;
const Options = z.object({
  email: z.email("give --email with an address such as a@b.c").optional(),
});

export async function runErasures(deps: Deps, values: unknown) {
  const { email } = Options.parse(values);
  if (email !== undefined) await makeDue(deps, email.toLowerCase());
  const retentionPool = createPool(deps.env.DATABASE_URL, "raxx_retention", deps.log);
  try {
    const erased: Erased[] = [];
    for (const user of await dueUsers(retentionPool, USERS_MAX)) {
      if (email !== undefined && user.email !== email.toLowerCase()) continue;
      erased.push(await eraseUser({ ...deps, retentionPool }, user));
    }
    const clean = erased.every(({ residue }) => Object.keys(residue).length === 0);
    return { ok: clean, output: { erased } };
  } finally {
    await retentionPool.end();
  }
}

/** Ends the seven days of somebody who asked; of nobody else. Longest due of all, so that they come first. */
async function makeDue(deps: Deps, email: string): Promise<void> {
  const owner = createPool(deps.env.DATABASE_URL, "raxx_owner", deps.log);
  try {
    const { rowCount } = await owner.query(
      "UPDATE users SET erase_at = 'epoch' WHERE email = $1 AND erase_asked_at IS NOT NULL",
      [email],
    );
    if (rowCount === 0) throw new Error(`${email} has not asked to be erased`);
  } finally {
    await owner.end();
  }
}
