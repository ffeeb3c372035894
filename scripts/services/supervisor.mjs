// Keeps processes running: starts one again when it dies, more slowly each time, and gives up in the end.
import { sleep, stop } from "./processes.mjs";

const RESTARTS_MAX = 5;
const STEADY_MS = 60_000; // one that ran this long has earned a fresh count
const BACKOFF_MS = 500;

let stopping = false;

/** From now on nothing is started again. */
export function stopSupervising() {
  stopping = true;
}

/**
 * Calls `relaunch` (which may take its time) whenever the running service ends by itself.
 *
 * `onGivenUp` is called once, with a sentence, when it cannot be started or the restarts are used up.
 */
export function supervise({ service, relaunch, onGivenUp }) {
  const { name } = service;
  let restarts = 0;
  const watch = async (current) => {
    const startedAtMs = performance.now();
    const end = await current.exited;
    if (stopping || current.stopping) return;
    restarts = performance.now() - startedAtMs > STEADY_MS ? 1 : restarts + 1;
    if (restarts > RESTARTS_MAX) {
      throw new Error(`${name} died ${restarts} times, last ${describe(end)}\n${tail(current)}`);
    }
    const waitMs = BACKOFF_MS * 2 ** (restarts - 1);
    console.error(
      `${name} died ${describe(end)}; restart ${restarts} of ${RESTARTS_MAX} in ${waitMs / 1000} s`,
    );
    await sleep(waitMs);
    if (stopping) return;
    const next = await relaunch();
    if (stopping) return stop(next);
    return watch(next);
  };
  watch(service).catch((error) => {
    if (!stopping) onGivenUp(error.message);
  });
}

function describe({ error, signal, code }) {
  if (error) return `(${error.message})`;
  return signal ? `by ${signal}` : `with exit code ${code}`;
}

function tail({ output }) {
  return output.trimEnd().split("\n").slice(-15).join("\n");
}
