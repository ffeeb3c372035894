// The log of one program: everything in a file, only what a person must see on the terminal.
import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from "node:fs";
import path from "node:path";

const BYTES_MAX = 20_000_000; // then the file becomes name.log.1: a site left running must not fill the disk
const WARN_LEVEL = 40; // pino's number

/** A function that takes one line of the program `name`. */
export function logFile(dir, name, { verbose = false } = {}) {
  mkdirSync(dir, { recursive: true });
  const file = path.join(dir, `${name}.log`);
  let bytes = existsSync(file) ? statSync(file).size : 0;
  return (line) => {
    if (bytes > BYTES_MAX) {
      renameSync(file, `${file}.1`);
      bytes = 0;
    }
    bytes += Buffer.byteLength(line) + 1;
    appendFileSync(file, `${line}\n`);
    if (verbose || isForPeople(line)) console.log(`[${name}] ${line}`);
  };
}

/** Warnings and errors, and lines that are no log entries at all, such as a stack trace. */
function isForPeople(line) {
  if (line.trim() === "") return false;
  const level = /^\{"level":"?(\w+)/.exec(line)?.[1];
  if (level === undefined) return true;
  return Number(level) >= WARN_LEVEL || ["warn", "error", "fatal"].includes(level);
}
