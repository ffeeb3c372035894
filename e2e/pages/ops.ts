/** The operator's commands as the operator runs them: what one prints, read. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

export async function ops<T>(...asked: readonly string[]): Promise<T> {
  const { stdout } = await run(process.execPath, ["dist/ops.mjs", ...asked]);
  return JSON.parse(stdout);
}
