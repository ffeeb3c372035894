// Redis on a free loopback port. REDIS_URL, when set, wins. There is no Redis in npm, so it comes from
// the PATH, else from Debian's packages: installed as root, else unpacked into the data directory.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import { PlainError } from "./plain-error.mjs";
import { rememberedPort } from "./ports.mjs";
import { hasCommand, LAYER, run, start, until } from "./processes.mjs";

const PACKAGES = ["redis-tools", "libjemalloc2", "liblzf1"]; // what a plain Debian lacks to run redis-server

/** Starts Redis on `dir` and gives its URL and process; `downloads` is where unpacked packages are kept. */
export async function startRedis(dir, { downloads, throwaway = false }) {
  const program = await findRedis(downloads);
  mkdirSync(dir, { recursive: true });
  const port = await rememberedPort(`${dir}.port`);
  const service = start({
    name: "redis",
    layer: LAYER.redis,
    command: program.command,
    args: [
      ...["--port", String(port), "--bind", "127.0.0.1", "--dir", dir],
      ...["--maxmemory-policy", "noeviction"], // queues and limits must never be dropped for space
      ...["--appendonly", throwaway ? "no" : "yes", "--save", ""],
    ],
    env: { ...process.env, ...program.env },
  });
  await until("Redis's start", async () => service.end || (await isReady(port)));
  if (service.end) throw new PlainError(`Redis did not start on ${dir}:\n${service.output.trim()}`);
  return { service, url: `redis://127.0.0.1:${port}` };
}

async function findRedis(downloads) {
  if (hasCommand("redis-server")) return { command: "redis-server" };
  const unpacked = path.join(downloads, "redis-debian");
  if (isUnpacked(unpacked)) return programIn(unpacked);
  if (!hasCommand("apt-get")) throw noRedis();
  try {
    if (process.getuid?.() === 0) return await installAsRoot();
    return await unpackPackages(unpacked);
  } catch (error) {
    throw noRedis(error);
  }
}

function noRedis(cause) {
  const detail = cause
    ? ` (apt-get failed: ${String(cause.message).split("\n", 2).join(" ")})`
    : "";
  return new PlainError(
    `no redis-server here: install Redis (apt-get install redis-server, brew install redis) or set REDIS_URL${detail}`,
  );
}

async function installAsRoot() {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const install = ["install", "--yes", "--quiet", "--no-install-recommends", "redis-server"];
  // The package lists may be absent (images delete them) or old: fetch them only when it does not go without.
  if (spawnSync("apt-get", install, { env, stdio: "ignore" }).status !== 0) {
    await run("apt-get", ["update", "--quiet"], { env });
    await run("apt-get", install, { env });
  }
  return { command: "redis-server" };
}

async function unpackPackages(target) {
  const draft = `${target}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  await run("apt-get", ["download", ...PACKAGES], { cwd: draft });
  for (const file of readdirSync(draft)) {
    await run("dpkg", ["--extract", path.join(draft, file), draft], { cwd: draft });
  }
  // Debian ships one binary for all of Redis; it decides by its own name what it is.
  symlinkSync("redis-check-rdb", path.join(draft, "usr/bin/redis-server"));
  await run("mv", [draft, target]);
  return programIn(target);
}

function isUnpacked(dir) {
  return existsSync(path.join(dir, "usr/bin/redis-server"));
}

function programIn(dir) {
  const libraries = readdirSync(path.join(dir, "usr/lib"))
    .filter((name) => name.includes("linux"))
    .map((name) => path.join(dir, "usr/lib", name));
  return {
    command: path.join(dir, "usr/bin/redis-server"),
    env: { LD_LIBRARY_PATH: libraries.join(":") },
  };
}

/** A PING answered by PONG: while loading its file Redis accepts connections but answers LOADING. */
function isReady(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write("PING\r\n"));
    socket.once("data", (data) => {
      socket.destroy();
      resolve(String(data).startsWith("+PONG"));
    });
    socket.once("error", () => resolve(false));
  });
}
