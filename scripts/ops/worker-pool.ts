/** Runs a command with a pool that reads as the worker does. */
import type pg from "pg";
import { createPool } from "@/lib/server/database/pools";
import type { Deps } from "@/lib/server/deps";

/** The pool ends with the command. */
export async function withWorkerPool<T>(
  { env, log }: Pick<Deps, "env" | "log">,
  work: (pool: pg.Pool) => Promise<T>,
): Promise<T> {
  const pool = createPool(env.DATABASE_URL, "raxx_worker", log);
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}
