// Plain connections beside the engine: can we reach the database, make it, drop a shadow one.
import pg from "pg";

/** Throws what the server says when nobody can connect. */
export async function tryConnect(url) {
  await withClient(url, () => undefined);
}

/** Creates the database the URL names and answers with its name. */
export async function createDatabase(url) {
  const name = databaseName(url);
  const maintenance = new URL(url);
  maintenance.pathname = "/postgres";
  await withClient(maintenance.toString(), (client) =>
    client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`),
  );
  return name;
}

/** Runs one statement on its own connection. */
export function runAlone(url, sql) {
  return withClient(url, (client) => client.query(sql));
}

export function databaseName(url) {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

/**
 * The URL as separate fields.
 *
 * Never a `connectionString`: adapter-pg overrides only `database` for its shadow database, and pg lets
 * the string win over it, so the "shadow" that gets emptied would be the real database.
 */
export function connectionFields(url) {
  const { hostname, port, username, password, searchParams } = new URL(url);
  const secure = ["require", "verify-full", "verify-ca"].includes(
    searchParams.get("sslmode") ?? "",
  );
  return {
    host: hostname,
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: databaseName(url),
    max: 4,
    ssl: secure || undefined,
  };
}

async function withClient(url, work) {
  const client = new pg.Client(connectionFields(url));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
