/**
 * Each refusal leaves a line: who, from where, at what, with which code (ASVS 16.3.2, 16.3.3). Whoever is
 * refused a thousand times a second fills no disk: repeats within ten seconds are one line with their number.
 */
import { ipPrefix } from "./identity/ip-prefix";
import type { Log } from "./log";

export interface Refusal {
  readonly surface: "program" | "page" | "action" | "app" | "socket";
  /** Of HTTP, or of the stream's protocol. */
  readonly status: number;
  /** Its pattern, never what a client wrote. */
  readonly route: string;
  readonly code?: string | number | null;
  readonly requestId?: string;
  /** Null while nobody is known. */
  readonly userId?: string | null;
  readonly ip: string;
}

const REPEATS_MS = 10_000;
/** Refusals that differ, in ten seconds; past it they are counted together. */
const KINDS_MAX = 5_000;
const REFUSALS: ReadonlySet<number> = new Set([401, 403, 404, 405, 413, 429]);

interface Repeats {
  readonly line: object;
  count: number;
}

const known = new WeakMap<Pick<Log, "warn">, Map<string, Repeats>>();

/** Whether an HTTP answer is a refusal, and not a mistake of ours or a word about what was asked. */
export function isRefusal(status: number): boolean {
  return REFUSALS.has(status);
}

/** Writes a refusal down, or counts it with the one of a moment ago. */
export function logRefusal(
  { log }: { readonly log: Pick<Log, "warn"> },
  { surface, status, route, code = null, requestId, userId = null, ip }: Refusal,
): void {
  const place = ipPrefix(ip);
  const recent = recentOf(log);
  const name =
    recent.size < KINDS_MAX ? [surface, status, route, code, userId, place].join(" ") : "";
  const repeats = recent.get(name);
  if (repeats !== undefined) {
    repeats.count += 1;
    return;
  }
  const line = { surface, status, route, code, userId, place };
  recent.set(name, { line: name === "" ? { surface: "many" } : line, count: 0 });
  log.warn({ ...line, requestId }, "refused");
}

function recentOf(log: Pick<Log, "warn">): Map<string, Repeats> {
  const recent = known.get(log);
  if (recent !== undefined) return recent;
  const made = new Map<string, Repeats>();
  known.set(log, made);
  setTimeout(() => {
    known.delete(log);
    for (const { line, count } of made.values()) {
      if (count > 0) log.warn({ ...line, repeated: count }, "refused again");
    }
  }, REPEATS_MS).unref();
  return made;
}

/** A path of ours with what names a thing taken out of it. */
export function routeOfPath(path: string): string {
  const parts = path.split("/").slice(0, 6);
  return parts.map((part) => (/^[a-z][a-z-]{0,30}$|^$/.test(part) ? part : "{}")).join("/");
}
