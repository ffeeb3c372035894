// Which process is behind a pid: pids are reused, above all in containers that restart with small numbers.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A text that differs for every process that ever had this pid on this machine; null when none has it. */
export function processIdentity(pid) {
  if (process.platform !== "linux") return startedAt(pid);
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" "); // the name before may hold spaces
    if (fields[0] === "Z") return null; // a zombie holds nothing: its parent has not collected it yet
    const bootId = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${bootId}/${fields[19]}`; // start time, in ticks since boot
  } catch {
    return null;
  }
}

function startedAt(pid) {
  const { status, stdout } = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)]);
  return status === 0 ? String(stdout).trim() : null;
}

/** The command line of a process, or "" when it is gone or hidden. */
export function commandLine(pid) {
  if (process.platform !== "linux") {
    return String(spawnSync("ps", ["-o", "args=", "-p", String(pid)]).stdout);
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}
