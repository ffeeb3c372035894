/**
 * Connection pools, one per database role. A pool logs in with DATABASE_URL and becomes its role at
 * connection start, so a bug in one part cannot use the rights of another (decisions 1).
 */
import pg from "pg";
import type { Log } from "../log";

export type Role = "raxx_web" | "raxx_commit" | "raxx_worker" | "raxx_retention" | "raxx_owner";

/** Caps add up to far less than max_connections, so that a slow database queues callers, not sockets. */
const POOL_MAX: { readonly [R in Role]: number } = {
  raxx_web: 8,
  raxx_commit: 4,
  raxx_worker: 6,
  raxx_retention: 1,
  raxx_owner: 2,
};

// Integers of money and quantity pass 2^53: bigint columns are read as text and parsed by their reader.
const TIMEOUTS =
  "-c statement_timeout=5000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=2000";

/** A pool that acts as one role; the caller ends it. */
export function createPool(databaseUrl: string, role: Role, log: Log): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: POOL_MAX[role],
    options: `-c role=${role} ${TIMEOUTS}`,
    application_name: role,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  // A connection that dies with its server is replaced on the next query; it must not be a crash. The pool
  // hears of idle ones only: one in the middle of a transaction has nobody else to tell.
  const note = (error: Error) => log.warn({ role, err: error.message }, "database connection lost");
  pool.on("error", note);
  pool.on("connect", (client) => client.on("error", note));
  return pool;
}
