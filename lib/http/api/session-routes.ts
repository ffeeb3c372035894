/** `/api/sessions`: sign in with a passkey, see and end sessions, stay signed in, confirm with a passkey. */
import { AppError } from "@/lib/server/errors";
import { stepUpOptions } from "@/lib/server/identity/passkey-options";
import { setSessionCookie } from "@/lib/server/identity/session-cookie";
import {
  listSessions,
  revokeOtherSessions,
  revokeSession,
} from "@/lib/server/identity/session-list";
import { ROLLING_SECONDS } from "@/lib/server/identity/session-token";
import { exchangeToken } from "@/lib/server/identity/sessions";
import { signIn } from "@/lib/server/identity/sign-in";
import { issueSocketTicket } from "@/lib/server/identity/socket-ticket";
import { stepUp } from "@/lib/server/identity/step-up";
import { apiRoute } from "./api-route";
import { verifiedToken } from "./credential";
import { answerWithToken, PasskeyAnswer, placeOf, sessionView } from "./session-answer";

const REFUSED = "The passkey was not accepted; it may be too old or removed. Try again.";

/** POST /api/sessions: a new session for a passkey. */
export const createSession = apiRoute(
  { access: "anyone", strict: true, body: PasskeyAnswer },
  async ({ deps, request, body }) => {
    const signedIn = await signIn(deps, { ...body, from: placeOf(request) });
    if (signedIn === null) throw new AppError("unauthenticated", REFUSED);
    return answerWithToken(deps, request, signedIn.token, 201);
  },
);

/** GET /api/sessions/current: who is signed in. */
export const currentSession = apiRoute({ access: "session" }, async ({ session }) => ({
  session: sessionView(session),
}));

/** DELETE /api/sessions/current: signs out. */
export const deleteCurrentSession = apiRoute(
  { access: "session", whileErasing: true },
  async ({ deps, session }) => {
    await revokeSession(deps, session.caller.userId, session.sessionId, "signed_out");
    const headers = {
      "Set-Cookie": setSessionCookie(deps.env.RAXX_ORIGIN, null),
      "Clear-Site-Data": '"cache", "storage"',
    };
    return new Response(null, { status: 204, headers });
  },
);

/** POST /api/sessions/refresh: the next token, also for one that ran out within the rolling time. */
export const refreshSession = apiRoute({ access: "anyone" }, async ({ deps, request }) => {
  const token = await verifiedToken(deps, request.headers, ROLLING_SECONDS);
  const next = token === null ? null : await exchangeToken(deps.webPool, token);
  if (next === null) throw new AppError("unauthenticated", "Sign in first.");
  return answerWithToken(deps, request, next, 200);
});

/** GET /api/sessions: every session of the user that still counts. */
export const listOwnSessions = apiRoute({ access: "session" }, async ({ deps, session }) => ({
  sessions: await listSessions(deps, session),
}));

/** DELETE /api/sessions/{id}: ends one; foreign and missing ids answer the same. */
export const deleteSession = apiRoute({ access: "fresh" }, async ({ deps, session, params }) => {
  const { userId } = session.caller;
  const ended = await revokeSession(deps, userId, params.id ?? "", "session_revoked");
  if (!ended) throw new AppError("not_found", "There is no such session.");
  return new Response(null, { status: 204 });
});

/** DELETE /api/sessions: ends all others. */
export const deleteOtherSessions = apiRoute({ access: "fresh" }, async ({ deps, session }) => ({
  revoked: await revokeOtherSessions(deps, session),
}));

/** POST /api/sessions/socket-ticket: lets one socket in, once, within half a minute. */
export const createSocketTicket = apiRoute(
  { access: "session", whileErasing: true },
  async ({ deps, session }) => ({ ticket: await issueSocketTicket(deps, session) }),
);

/** POST /api/sessions/step-up/options: begins a fresh step-up. */
export const beginStepUp = apiRoute(
  { access: "session", whileErasing: true, strict: true },
  async ({ deps, session: { sessionId, caller } }) =>
    stepUpOptions(deps, { sessionId, userId: caller.userId }),
);

/** POST /api/sessions/step-up: ends it; the session counts as just authenticated. */
export const finishStepUp = apiRoute(
  { access: "session", whileErasing: true, strict: true, body: PasskeyAnswer },
  async ({ deps, request, session, body }) => {
    const token = await stepUp(deps, session, body);
    if (token === null) throw new AppError("unauthenticated", REFUSED);
    return answerWithToken(deps, request, token, 200);
  },
);
