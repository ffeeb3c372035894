// One copy per data directory. The lock also lists the children, so that whatever a killed copy left
// behind is stopped before the next copy starts on the same files.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { PlainError } from "./plain-error.mjs";
import { processIdentity } from "./process-identity.mjs";
import { sleep, until } from "./processes.mjs";

/**
 * Takes the lock, or throws one sentence when a living copy has it.
 *
 * The answer's `note` adds facts (URLs, children) that `readLock` gives to other programs.
 */
export async function takeLock(file, { busy }) {
  mkdirSync(path.dirname(file), { recursive: true });
  const facts = { pid: process.pid, identity: processIdentity(process.pid), children: [] };
  while (!tryCreate(file, facts)) {
    const holder = readLock(file);
    if (holder && isAlive(holder)) throw new PlainError(busy(holder));
    if (holder) await stopOrphans(holder);
    rmSync(file, { force: true });
  }
  await sleep(20);
  // Two copies may both have removed a dead lock: the one whose lock was removed sees another's here.
  const winner = readLock(file);
  if (winner?.pid !== process.pid) throw new PlainError(busy(winner ?? facts));
  return lockHandle(file, facts);
}

/** Runs the work while holding the lock, after waiting for whoever has it. */
export async function holdingLock(file, work, { waitMsMax = 300_000 } = {}) {
  let lock;
  const tryTake = async () => {
    lock = await takeLock(file, { busy: ({ pid }) => `process ${pid} holds ${file}` }).catch(
      onlyPlain,
    );
    return lock !== undefined;
  };
  await until(`the release of ${file}`, tryTake, { waitMsMax, everyMs: 200 });
  try {
    return await work();
  } finally {
    lock.release();
  }
}

function onlyPlain(error) {
  if (!(error instanceof PlainError)) throw error;
}

/** What the living holder of the lock noted, or null. */
export function readLiveLock(file) {
  const holder = readLock(file);
  return holder && isAlive(holder) ? holder : null;
}

/** Stops what a dead holder left running and removes its lock. Does nothing to a living holder. */
export async function clearDeadLock(file) {
  const holder = readLock(file);
  if (!holder || isAlive(holder)) return;
  await stopOrphans(holder);
  rmSync(file, { force: true });
}

function lockHandle(file, facts) {
  const write = () => {
    writeFileSync(`${file}.new`, JSON.stringify(facts), { mode: 0o600 });
    renameSync(`${file}.new`, file); // readers see the old facts or the new ones, never half
  };
  return {
    note(more) {
      Object.assign(facts, more);
      write();
    },
    adopt({ name, pid, stopSignal, layer }) {
      const identity = processIdentity(pid);
      const others = facts.children.filter((child) => child.name !== name);
      facts.children = [...others, { name, pid, identity, stopSignal, layer }];
      write();
    },
    release() {
      rmSync(file, { force: true });
    },
  };
}

function tryCreate(file, facts) {
  try {
    writeFileSync(file, JSON.stringify(facts), { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw new PlainError(`cannot write ${file}: ${error.message}`);
  }
}

function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null; // absent, or cut short by a power cut: nobody holds it
  }
}

function isAlive({ pid, identity }) {
  return identity !== null && processIdentity(pid) === identity;
}

/** Highest layer first, as in an orderly stop: the database goes after its writers. */
async function stopOrphans({ children }) {
  for (const child of children.sort((one, other) => other.layer - one.layer)) {
    if (!isAlive(child)) continue;
    signal(child, child.stopSignal);
    const ended = until(`the end of ${child.name}`, () => !isAlive(child), { waitMsMax: 10_000 });
    await ended.catch(() => signal(child, "SIGKILL"));
  }
}

function signal({ pid }, name) {
  try {
    process.kill(-pid, name); // children lead their own group
  } catch {
    // It ended by itself meanwhile.
  }
}
