/**
 * The bucket of page loads (decisions 21): a user's when the cookie is one of ours, else that of the
 * network place. Routes of /api and actions count by themselves; files of the build are not counted.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Deps } from "@/lib/server/deps";
import { ipNetwork } from "@/lib/server/identity/ip-prefix";
import { sessionTokenOf } from "@/lib/server/identity/session-cookie";
import { ROLLING_SECONDS, verifySessionToken } from "@/lib/server/identity/session-token";
import { logRefusal } from "@/lib/server/refusal-log";
import { CLIENT_IP_HEADER } from "./client-ip";
import { limitsOf } from "./limits";

/** next-auth's own routes have no other limit. */
const COUNTED = /^\/(?!_next\/|api\/(?!auth\/)|theme\.js|icon\.svg)/;

type Needs = Pick<Deps, "env" | "keyRing" | "clock" | "redis" | "log">;

/** Counts a page load; false when it was one too many, and then it is answered. */
export async function countPageLoad(
  deps: Needs,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  if (!COUNTED.test(request.url ?? "/")) return true;
  const { allowed, resetAtMs } = await limitsOf(deps).pages.take(
    await whose(deps, request),
    "free",
  );
  if (allowed) return true;
  const [route, ip] = ["page", String(request.headers[CLIENT_IP_HEADER])];
  logRefusal(deps, { surface: "page", status: 429, route, ip });
  const seconds = Math.max(1, Math.ceil((resetAtMs - deps.clock.nowMs()) / 1_000));
  response.writeHead(429, { "Content-Type": "text/plain", "Retry-After": String(seconds) });
  response.end(
    "Too many pages in a minute. Nothing was changed; wait a moment and load it again.\n",
  );
  return false;
}

async function whose({ env, keyRing, clock }: Needs, request: IncomingMessage): Promise<string> {
  const text = sessionTokenOf(env.RAXX_ORIGIN, request.headers.cookie ?? "");
  const age = { nowMs: clock.nowMs(), secondsMax: ROLLING_SECONDS };
  // A key that cannot be read now is no reason to refuse a page; its reader will decide.
  const token =
    text === null ? null : await verifySessionToken(keyRing, text, age).catch(() => null);
  return token?.userId ?? `place ${ipNetwork(String(request.headers[CLIENT_IP_HEADER]))}`;
}
