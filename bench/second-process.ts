/** A process beside a benchmark's own, which answers one message after the other. */
import { type ChildProcess, fork } from "node:child_process";

/** Starts a program that scripts/bench.mjs has bundled; it ends with this process. */
export function startSecond(name: string): ChildProcess {
  const dir = process.env.BENCH_SECOND_DIR;
  if (dir === undefined) throw new Error("BENCH_SECOND_DIR is missing: run npm run bench");
  return fork(`${dir}/${name}.mjs`, {
    stdio: "inherit",
    execArgv: process.execArgv.filter(isOurs),
  });
}

/** With the flags our programs run with, as the benchmark itself does; a profile is of the benchmark alone. */
function isOurs(flag: string): boolean {
  return !flag.startsWith("--cpu-prof");
}

/** Sends a message and waits for its answer. */
export function ask<Answer>(second: ChildProcess, request: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error("the second process ended"));
    second.once("exit", ended);
    second.once("message", (answer: Answer) => {
      second.removeListener("exit", ended);
      resolve(answer);
    });
    second.send(request);
  });
}
