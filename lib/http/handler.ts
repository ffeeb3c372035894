/**
 * Around every handler of the program API: find the route, know the caller, count the call, read the
 * body, answer, and turn whatever was thrown into the envelope clients expect (alpaca-wire.md §1.1, §8).
 *
 * The only place that catches, and the only one that logs an error.
 */
import type { Deps } from "@/lib/server/deps";
import { AppError } from "@/lib/server/errors";
import type { Grant } from "@/lib/server/identity/grant";
import { freshIds, uuidv7 } from "@/lib/server/ids";
import { isRefusal, logRefusal } from "@/lib/server/refusal-log";
import { programSeconds } from "@/lib/server/telemetry/metrics";
import { malformed } from "@/lib/wire/alpaca/order-request";
import { notFound } from "@/lib/wire/alpaca/refusal";
import { JSON_LENGTH_MAX, type JsonValue, parseJson } from "@/lib/wire/json";
import { authenticate, requireScope } from "./authenticate";
import { type Answer, type ProgramRequest, Refused, type Reply } from "./call";
import { CLIENT_IP_HEADER } from "./client-ip";
import { failureOf, failureText } from "./failure";
import { answerOnce } from "./idempotent";
import { HSTS, isHttps } from "./page-policy";
import type { RateLimit, RateLimiter } from "./rate-limit";
import type { Match, Route, Router } from "./router";
import { loggedStream } from "./stream-body";

export interface ProgramApi {
  readonly deps: Deps;
  readonly router: Router;
  readonly limiter: RateLimiter;
}

type Headers = { [name: string]: string };
type Found = Extract<Match, { kind: "found" }>;

const WITH_BODY: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);
const UTF8 = new TextDecoder("utf-8", { fatal: true });

/** Answers one request; never throws. */
export async function answerProgramRequest(
  api: ProgramApi,
  request: ProgramRequest,
): Promise<Reply> {
  const requestId = uuidv7(api.deps.clock.nowMs());
  const startMs = performance.now();
  const seen: Seen = { route: null, userId: null };
  const replied = await replyTo(api, request, { requestId, seen });
  const { method = "other", pattern = "unmatched" } = seen.route ?? {};
  const labels = { method, route: pattern, status: String(replied.status) };
  programSeconds.observe(labels, (performance.now() - startMs) / MS_PER_SECOND);
  return replied;
}

const MS_PER_SECOND = 1_000;

/** Which route a request turned out to be for, and whose it is: figures are by route, never by what a client wrote. */
interface Seen {
  route: Route | null;
  userId: string | null;
}

async function replyTo(
  api: ProgramApi,
  request: ProgramRequest,
  { requestId, seen }: { readonly requestId: string; readonly seen: Seen },
): Promise<Reply> {
  const headers: Headers = { "X-Request-ID": requestId, ...headersOf(api.deps) };
  try {
    const answer = await answerTo(api, request, { headers, requestId, seen });
    noteRefusal(api.deps, request, answer, { requestId, seen });
    return reply(api.deps, answer, headers);
  } catch (error) {
    const failure = failureOf(error);
    if (failure.bug) logBug(api.deps, error, { requestId, request });
    noteRefusal(api.deps, request, failure.refusal, { requestId, seen });
    if (failure.retryAfter !== null) headers["Retry-After"] ??= String(failure.retryAfter);
    headers["Content-Type"] = JSON_TYPE;
    return { status: failure.refusal.status, headers, body: failureText(failure) };
  }
}

function noteRefusal(
  deps: Deps,
  request: ProgramRequest,
  { status, code = null }: { readonly status: number; readonly code?: number | null },
  { requestId, seen: { route, userId } }: { readonly requestId: string; readonly seen: Seen },
): void {
  if (!isRefusal(status)) return;
  const name = route === null ? "unmatched" : `${route.method} ${route.pattern}`;
  const ip = request.header(CLIENT_IP_HEADER) ?? "unknown";
  logRefusal(deps, { surface: "program", status, route: name, code, requestId, userId, ip });
}

/** No answer here is a page, whatever a browser that is led to it may think (ASVS 3.2.1, 3.4). */
const NO_PAGE: Headers = {
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
};
const NO_PAGE_HTTPS: Headers = { ...NO_PAGE, "Strict-Transport-Security": HSTS };

function headersOf({ env }: Pick<Deps, "env">): Headers {
  return isHttps(env.RAXX_ORIGIN) ? NO_PAGE_HTTPS : NO_PAGE;
}

const JSON_TYPE = "application/json; charset=UTF-8";

async function answerTo(
  api: ProgramApi,
  request: ProgramRequest,
  { headers, requestId, seen }: { headers: Headers; requestId: string; seen: Seen },
): Promise<Answer> {
  const { match, grant } = await admit(api, request, { headers, seen });
  const { caller } = grant;
  const limit = await api.limiter.take(caller.userId, caller.tier);
  countCall(limit, headers, api.deps.clock.nowMs());
  requireScope(grant, match.route.scope);
  const body = takesBody(match.route) ? await readJson(request) : null;
  const answer = await answerOnce({ deps: api.deps, caller }, { request, body }, (newId) =>
    match.route.handler({
      deps: api.deps,
      caller,
      grant,
      requestId,
      header: (name) => request.header(name),
      stillGranted: () => isStillGranted(api.deps, request, grant),
      params: match.params,
      query: new URLSearchParams(request.search),
      body,
      newId: newId ?? freshIds(api.deps.clock),
    }),
  );
  if (match.route.priced) headers["X-Data-Feed"] = answer.feed ?? caller.feed;
  return answer;
}

function takesBody({ method, takesBody = true }: Route): boolean {
  return takesBody && WITH_BODY.has(method);
}

/**
 * Finds the route and the caller. What is refused before anybody is known counts against the address
 * it came from: such an answer has its limit too (§8), and guessing keys is slow.
 */
async function admit(
  api: ProgramApi,
  request: ProgramRequest,
  { headers, seen }: { readonly headers: Headers; readonly seen: Seen },
): Promise<{ readonly match: Found; readonly grant: Grant }> {
  try {
    const match = routeOf(api.router, request, headers);
    seen.route = match.route;
    const grant = await authenticate(api.deps, request);
    seen.userId = grant.caller.userId;
    return { match, grant };
  } catch (error) {
    if (error instanceof Refused) {
      // server.ts writes the header itself, whatever a client claims in it.
      const address = request.header(CLIENT_IP_HEADER) ?? "unknown";
      const limit = await api.limiter.take(`address ${address}`, "free");
      countCall(limit, headers, api.deps.clock.nowMs());
    }
    throw error;
  }
}

/** The same caller, at the same feed: another tier is another world, and a stream does not cross over. */
async function isStillGranted(
  deps: Deps,
  request: ProgramRequest,
  { caller }: Grant,
): Promise<boolean> {
  const now = await authenticate(deps, request).catch((error: unknown) => {
    if (error instanceof Refused) return null;
    throw error;
  });
  return now?.caller.accountId === caller.accountId && now.caller.feed === caller.feed;
}

function routeOf(router: Router, request: ProgramRequest, headers: Headers): Found {
  const match = router(request.method, request.path);
  if (match.kind === "found") return match;
  if (match.kind === "not_found") throw new Refused(notFound("endpoint not found"));
  headers.Allow = match.allow;
  const message = `method not allowed: ${match.allow}`;
  throw new Refused({ status: 405, code: 40510000, message, extras: {} });
}

/** Writes the X-RateLimit headers (§8), and stops a call that is over the limit. */
function countCall(limit: RateLimit, headers: Headers, nowMs: number): void {
  headers["X-RateLimit-Limit"] = String(limit.limit);
  headers["X-RateLimit-Remaining"] = String(limit.remaining);
  headers["X-RateLimit-Reset"] = String(Math.ceil(limit.resetAtMs / 1_000));
  if (limit.allowed) return;
  headers["Retry-After"] = String(Math.max(1, Math.ceil((limit.resetAtMs - nowMs) / 1_000)));
  throw new AppError("rate_limited", "too many requests.");
}

/** Any content type is read as JSON: @master-chief/alpaca sends text/plain (§1.0). */
async function readJson(request: ProgramRequest): Promise<JsonValue> {
  const parsed = parseJson(decode(await request.readBody(JSON_LENGTH_MAX)));
  if (!parsed.ok) throw new Refused(malformed(parsed.error));
  return parsed.value;
}

function decode(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    throw new Refused(malformed("not UTF-8"));
  }
}

function reply(deps: Deps, answer: Answer, headers: Headers): Reply {
  const { status, body, text } = answer;
  Object.assign(headers, answer.headers);
  if (text !== undefined) {
    const { type, content } = text;
    headers["Content-Type"] = type;
    if (typeof content === "string") return { status, headers, body: content };
    return { status, headers, body: loggedStream(deps, headers["X-Request-ID"] ?? "", content) };
  }
  if (body === undefined) return { status, headers, body: null };
  headers["Content-Type"] = JSON_TYPE;
  return { status, headers, body: JSON.stringify(body) };
}

function logBug(
  { log }: Deps,
  error: unknown,
  { requestId, request }: { requestId: string; request: ProgramRequest },
): void {
  const err = error instanceof Error ? error.stack : String(error);
  log.error({ requestId, method: request.method, path: request.path, err }, "request failed");
}
