/** Processor time of the programs that play the days: the wall's time says little on a machine that others use too. */
import { readdirSync, readFileSync } from "node:fs";

/** Of a second, as /proc counts on every Linux that Node runs on (USER_HZ, proc(5)). */
const TICKS_PER_SECOND = 100;
/** After the name in brackets: the parent, then the ticks of the process and of its ended children. */
const [PARENT, FIRST_TICKS, PAST_TICKS] = [1, 11, 15];

interface Running {
  readonly pid: number;
  readonly parent: number;
  readonly program: string;
  readonly seconds: number;
}

/** Seconds by program, of everything that the parent of this process has started; empty where there is no /proc. */
export function cpuSeconds(): ReadonlyMap<string, number> {
  const all = running();
  const family = new Set([process.ppid]);
  for (let before = 0; before !== family.size; ) {
    before = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  const found = new Map<string, number>();
  for (const { pid, program, seconds } of all) {
    if (family.has(pid)) found.set(program, (found.get(program) ?? 0) + seconds);
  }
  return found;
}

/** What was spent since then, in words. */
export function cpuSince(before: ReadonlyMap<string, number>): string {
  const spent = [...cpuSeconds()].map(
    ([program, seconds]) => [program, seconds - (before.get(program) ?? 0)] as const,
  );
  const sum = spent.reduce((total, [, seconds]) => total + seconds, 0);
  const most = spent.filter(([, seconds]) => seconds >= 1).sort(([, a], [, b]) => b - a);
  const parts = most.map(([program, seconds]) => `${program} ${seconds.toFixed(0)} s`);
  return `${sum.toFixed(0)} s: ${parts.join(", ")}`;
}

function running(): readonly Running[] {
  try {
    return readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? read(Number(name)) : []));
  } catch {
    return [];
  }
}

function read(pid: number): readonly Running[] {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    const ticks = fields.slice(FIRST_TICKS, PAST_TICKS).reduce((sum, one) => sum + Number(one), 0);
    const seconds = ticks / TICKS_PER_SECOND;
    return [{ pid, parent: Number(fields[PARENT]), program: programOf(pid), seconds }];
  } catch {
    return []; // it has ended meanwhile
  }
}

/** A Node program by its file, any other by its name. */
function programOf(pid: number): string {
  const [first = "", ...rest] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  const script = rest.find((one) => one.endsWith("js"));
  const name = (script ?? first).split(" ")[0]?.split("/").at(-1) ?? "";
  return name.replace(/\.mjs$|:$/, "");
}
