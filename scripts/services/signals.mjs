// When to stop: a signal, or the end of the npm that started us.
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"]; // SIGHUP: the terminal was closed
const LOOK_EVERY_MS = 1000;

/**
 * Calls `stop` when this program should end; it may be called more than once (npm repeats Ctrl-C).
 *
 * package.json says `exec node …` so that npm's signals reach this process and not a shell between. An
 * npm that is killed outright sends none: then we have lost our parent, and nobody would ever stop us.
 */
export function onStopRequest(stop) {
  for (const signal of SIGNALS) process.on(signal, () => stop(signal));
  if (!process.env.npm_lifecycle_event) return; // started by hand, perhaps to outlive its shell

  const parent = process.ppid;
  const look = () => {
    if (process.ppid !== parent) stop("the end of npm");
  };
  setInterval(look, LOOK_EVERY_MS).unref();
}
