/**
 * Around every handler of the page's own API (`/api`): where the request came from, who it is, how
 * recently a passkey confirmed that, the body, and failures as one documented body (docs/identity.md).
 * Any exception on the way denies.
 */
import { z } from "zod";
import type { Deps } from "@/lib/server/deps";
import { AppError, type AppErrorCode } from "@/lib/server/errors";
import type { SessionReading } from "@/lib/server/identity/sessions";
import { isFresh } from "@/lib/server/identity/step-up";
import { uuidv7 } from "@/lib/server/ids";
import { refuseErasing } from "@/lib/server/privacy/erasure";
import { isRefusal, logRefusal, routeOfPath } from "@/lib/server/refusal-log";
import { parseJson } from "@/lib/wire/json";
import { takeAuthAttempt } from "../auth-limit";
import { clientIp } from "../client-ip";
import { failureOf, isAppError } from "../failure";
import { limitsOf } from "../limits";
import { fromWebRequest } from "../web-request";
import { sessionOf } from "./credential";
import { isCrossSite, isJson } from "./cross-site";

const BODY_BYTES_MAX = 32_768;

type Params = Readonly<Record<string, string>>;

export interface ApiCall<S, B> {
  readonly deps: Deps;
  readonly request: Request;
  readonly session: S;
  readonly body: B;
  readonly params: Params;
  readonly query: URLSearchParams;
}

/** What an API route asks of a caller. Each is listed in docs/identity.md and in the authorisation matrix. */
export interface ApiRules<B> {
  /** Fresh: a passkey confirmed the session within five minutes. */
  readonly access: "anyone" | "session" | "fresh";
  /** The strict buckets of ceremonies, by network place and by account. */
  readonly strict?: boolean;
  readonly body?: z.ZodType<B>;
  /** Open also to somebody who asked to be erased; looking always is. */
  readonly whileErasing?: boolean;
}

export type ApiHandler = (deps: Deps, request: Request, params?: Params) => Promise<Response>;

type SessionFor<A> = A extends "anyone" ? null : SessionReading;

/** A handler with its rules around it. What it returns is the JSON of a 200, or a whole Response. */
export function apiRoute<const A extends ApiRules<B>, B = null>(
  rules: A & ApiRules<B>,
  work: (call: ApiCall<SessionFor<A["access"]>, B>) => Promise<unknown>,
): ApiHandler {
  return async (deps, request, params = {}) => {
    const requestId = uuidv7(deps.clock.nowMs());
    const seen: Seen = { userId: null };
    try {
      refuseCrossSite(deps, request);
      if (rules.strict === true) await takeAuthAttempt(deps, "place", clientIp(request.headers));
      const session = (await admit(deps, request, { rules, seen })) as SessionFor<A["access"]>;
      const body = await readBody(request, rules.body);
      if (rules.strict === true) await countAccount(deps, session, body);
      const query = new URL(request.url).searchParams;
      const answer = await work({ deps, request, session, body, params, query });
      return stamped(answer instanceof Response ? answer : Response.json(answer), requestId);
    } catch (error) {
      const answer = failed(deps, request, error, requestId);
      noteRefusal(deps, request, error, { ...seen, requestId, status: answer.status });
      return stamped(answer, requestId);
    }
  };
}

/** Whose request it turned out to be. */
interface Seen {
  userId: string | null;
}

function noteRefusal(
  deps: Deps,
  request: Request,
  error: unknown,
  seen: Seen & { readonly requestId: string; readonly status: number },
): void {
  if (!isRefusal(seen.status)) return;
  const route = `${request.method} ${routeOfPath(new URL(request.url).pathname)}`;
  const { code } = told(error);
  logRefusal(deps, { surface: "page", route, code, ip: clientIp(request.headers), ...seen });
}

function refuseCrossSite({ env }: Deps, request: Request): void {
  if (request.method === "GET") return;
  if (isCrossSite(request.headers, new URL(env.RAXX_ORIGIN).origin))
    throw new AppError("forbidden", "This request came from another site.");
}

/** Whoever is meant, from however many places: the session's user, or the address in the body. */
async function countAccount(
  deps: Deps,
  session: SessionReading | null,
  body: unknown,
): Promise<void> {
  const named = z.object({ email: z.string() }).safeParse(body);
  const account = session?.caller.userId ?? (named.success ? named.data.email : null);
  if (account !== null) await takeAuthAttempt(deps, "account", account);
}

async function admit(
  deps: Deps,
  request: Request,
  {
    rules: { access, whileErasing = request.method === "GET" },
    seen,
  }: { readonly rules: Pick<ApiRules<unknown>, "access" | "whileErasing">; readonly seen: Seen },
): Promise<SessionReading | null> {
  if (access === "anyone") return null;
  const session = await sessionOf(deps, request.headers);
  if (session === null) throw new AppError("unauthenticated", "Sign in first.");
  seen.userId = session.caller.userId;
  await countPage(deps, session);
  if (!whileErasing) refuseErasing(session);
  if (access === "fresh" && !isFresh(session, deps.clock.nowMs()))
    throw new AppError("step_up_required", "Confirm with your passkey first.");
  return session;
}

async function countPage(deps: Deps, { caller }: SessionReading): Promise<void> {
  const { allowed } = await limitsOf(deps).pages.take(caller.userId, caller.tier);
  if (!allowed) throw new AppError("rate_limited", "Too many requests. Wait a minute.");
}

async function readBody<B>(request: Request, schema: z.ZodType<B> | undefined): Promise<B> {
  if (schema === undefined) return null as B;
  if (!isJson(request.headers)) throw new AppError("bad_request", "Send application/json.");
  const bytes = await fromWebRequest(request).readBody(BODY_BYTES_MAX);
  const parsed = parseJson(Buffer.from(bytes).toString("utf8"));
  if (!parsed.ok) throw new AppError("bad_request", `The body is not JSON: ${parsed.error}.`);
  const checked = schema.safeParse(parsed.value);
  if (checked.success) return checked.data;
  const { path, message } = checked.error.issues[0] ?? { path: [], message: "not valid" };
  throw new AppError("bad_request", path.length === 0 ? message : `${path.join(".")}: ${message}`);
}

/** Challenges a client can act on (RFC 6750 §3, RFC 9470 §3). */
const CHALLENGES: { readonly [C in AppErrorCode]?: string } = {
  unauthenticated: 'Bearer realm="raxx"',
  step_up_required: 'Bearer realm="raxx", error="insufficient_user_authentication", max_age="300"',
};

interface Told {
  readonly code: AppErrorCode | "internal";
  readonly message: string;
  readonly status: number;
}

function told(error: unknown): Told {
  if (isAppError(error)) return { code: error.code, message: error.message, status: error.status };
  return failureOf(error).bug
    ? { code: "internal", message: "Something went wrong on our side.", status: 500 }
    : { code: "unavailable", message: "Raxx cannot answer right now; try again.", status: 503 };
}

function failed(deps: Deps, request: Request, error: unknown, requestId: string): Response {
  const { code, message, status } = told(error);
  if (code === "internal") {
    const err = error instanceof Error ? error.stack : String(error);
    deps.log.error({ requestId, path: new URL(request.url).pathname, err }, "route failed");
    return Response.json({ code, message }, { status });
  }
  const headers = new Headers();
  const challenge = CHALLENGES[code];
  if (challenge !== undefined) headers.set("WWW-Authenticate", challenge);
  if (status === 429) headers.set("Retry-After", "60");
  if (status === 503) headers.set("Retry-After", "1");
  return Response.json({ code, message }, { status, headers });
}

function stamped(response: Response, requestId: string): Response {
  response.headers.set("Cache-Control", "no-store");
  response.headers.set("X-Request-ID", requestId);
  return response;
}
