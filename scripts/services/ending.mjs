// The one end of a program that started services: whatever asks for it first, and however often it is asked for.
import { report } from "./plain-error.mjs";
import { stopAll } from "./processes.mjs";
import { onStopRequest } from "./signals.mjs";

/**
 * `end(code = 0)` calls `first`, stops every service in order, calls `last` and exits. `fail(error)` tells the error and ends
 * with 1. A request to stop (signals.mjs) tells `onStop` why, once, and ends with `stopCode`.
 */
export function endOnce({ first, last, onStop, stopCode = 1 }) {
  let ending = null;
  const end = (code = 0) => {
    ending ??= (async () => {
      first?.();
      await stopAll();
      last?.();
      process.exit(code);
    })();
    return ending;
  };
  const fail = (error) => {
    if (ending === null) report(error); // while ending, failures are those of steps we cut short
    return end(1);
  };
  onStopRequest((why) => {
    if (ending === null) onStop?.(why);
    void end(stopCode); // whoever asks a second time waits for the same end
  });
  return { end, fail };
}
