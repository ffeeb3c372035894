/** The web process's dependencies: connected on first use, so that `next build` needs none. */
import { createDeps, type Deps } from "@/lib/server/deps";
import { env } from "@/lib/server/env";
import { createLog } from "@/lib/server/log";

// Next bundles server.ts and its own routes apart; the global makes them share one set of pools.
const holder = globalThis as { raxxDeps?: Deps };

/** The one set of dependencies of this process. */
export function getDeps(): Deps {
  if (holder.raxxDeps === undefined) {
    const parsed = env();
    holder.raxxDeps = createDeps(parsed, createLog("web", parsed.LOG_LEVEL));
  }
  return holder.raxxDeps;
}
