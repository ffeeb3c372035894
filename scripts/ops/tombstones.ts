/** erasure:list prints whom to erase from a restored backup; erasure:replay does it. */
import { readFile } from "node:fs/promises";
import { createPool } from "@/lib/server/database/pools";
import type { Deps } from "@/lib/server/deps";
import { listTombstones, readTombstones, replayTombstones } from "@/lib/server/privacy/tombstones";

export async function listErasures({ env, log }: Deps) {
  const owner = createPool(env.DATABASE_URL, "raxx_owner", log);
  try {
    return { ok: true, output: { erased: await listTombstones(owner) } };
  } finally {
    await owner.end();
  }
}

export async function replayErasures(deps: Deps, { file }: { readonly file?: string }) {
  if (file === undefined) throw new Error("give --file with what erasure:list printed");
  const tombstones = readTombstones(await readFile(file, "utf8"));
  const { env, log } = deps;
  const owner = createPool(env.DATABASE_URL, "raxx_owner", log);
  const retentionPool = createPool(env.DATABASE_URL, "raxx_retention", log);
  try {
    const erased = await replayTombstones({ ...deps, owner, retentionPool }, tombstones);
    const ok = erased.every(({ residue }) => Object.keys(residue).length === 0);
    return { ok, output: { known: tombstones.length, erased } };
  } finally {
    await Promise.all([owner.end(), retentionPool.end()]);
  }
}
