// Child processes: run one to its end, or keep one running and stop it in order.
import { spawn, spawnSync } from "node:child_process";
import { PlainError } from "./plain-error.mjs";

const OUTPUT_CHARS_MAX = 200_000; // enough to show why something failed, bounded for what runs for weeks
const STOP_MS_MAX = 10_000;

/** What stands on what: the highest layer is stopped first, so nothing loses its database while it works. */
export const LAYER = { postgres: 0, redis: 1, program: 2, web: 3 };

const running = new Set();

/**
 * Starts a process that stays.
 *
 * It gets its own process group: Ctrl-C in a terminal goes to the whole foreground group, and the
 * database must not stop before the programs that write to it.
 */
export function start({
  name,
  command,
  args,
  env,
  cwd,
  identity,
  stopSignal = "SIGTERM",
  layer = LAYER.program,
  onLine,
}) {
  const child = spawn(command, args, {
    cwd,
    env: env ?? process.env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    ...identity,
  });
  const service = { name, child, pid: child.pid, stopSignal, layer, output: "" };
  service.exited = new Promise((resolve) => {
    child.once("error", (error) => resolve({ code: null, signal: null, error }));
    child.once("exit", (code, signal) => resolve({ code, signal }));
  }).then((end) => {
    running.delete(service);
    service.end = end;
    return end;
  });
  for (const stream of [child.stdout, child.stderr]) follow(stream, service, onLine);
  running.add(service);
  return service;
}

/** Stops one process and waits for it; kills the group if it does not go. */
export async function stop(service) {
  if (service.end) return;
  service.stopping = true;
  signalGroup(service, service.stopSignal);
  const impatience = setTimeout(() => signalGroup(service, "SIGKILL"), STOP_MS_MAX);
  await service.exited;
  clearTimeout(impatience);
}

/** Stops everything this program started, top layer first. */
export async function stopAll() {
  const highestFirst = [...running].sort((one, other) => other.layer - one.layer);
  for (const service of highestFirst) await stop(service);
}

/**
 * Runs a command to its end and gives its output; throws with the output when it fails.
 *
 * Asynchronous, so that two steps can share the two cores.
 */
export async function run(command, args, { env, cwd, identity, name } = {}) {
  const service = start({ name: name ?? command, command, args, env, cwd, identity });
  const { code, signal, error } = await service.exited;
  if (code === 0) return service.output;

  const reason = error?.message ?? (signal ? `was stopped by ${signal}` : `ended with ${code}`);
  const failure = new PlainError(`${service.name} ${reason}\n${service.output.trimEnd()}`);
  failure.output = service.output;
  throw failure;
}

/** Says whether a program is on the PATH. */
export function hasCommand(command) {
  return spawnSync("sh", ["-c", `command -v ${command}`]).status === 0;
}

/** Waits until the question answers true; says what it waited for when it gives up. */
export async function until(what, question, { waitMsMax = 30_000, everyMs = 50 } = {}) {
  const endAtMs = Date.now() + waitMsMax;
  while (Date.now() < endAtMs) {
    if (await question()) return;
    await sleep(everyMs);
  }
  throw new PlainError(`${what} did not happen within ${waitMsMax / 1000} s`);
}

export function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function signalGroup(service, signal) {
  try {
    process.kill(-service.pid, signal); // the group: a wrapper such as npx must not shield its child
  } catch {
    // It ended between the question and the signal, which is what we wanted.
  }
}

function follow(stream, service, onLine) {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (text) => {
    service.output = (service.output + text).slice(-OUTPUT_CHARS_MAX);
    if (!onLine) return;
    const lines = (rest + text).split("\n");
    rest = lines.pop();
    for (const line of lines) onLine(line);
  });
}
