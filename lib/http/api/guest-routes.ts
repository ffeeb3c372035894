/** `/api/guests`: a day's session without a passkey, and the passkey that makes it last. */
import { z } from "zod";
import { AppError } from "@/lib/server/errors";
import { upgradeGuest, upgradeOptions, welcomeGuest } from "@/lib/server/identity/guests";
import { takeAuthAttempt } from "../auth-limit";
import { clientIp } from "../client-ip";
import { apiRoute } from "./api-route";
import { isBrowser } from "./cross-site";
import { Email } from "./passkey-routes";
import { answerWithToken, PasskeyAnswer, placeOf } from "./session-answer";

const REFUSED =
  "The passkey or the address could not be used. If you have an account already, sign in with it.";

/** POST /api/guests: for browsers alone, because a guest has no programs. */
export const createGuest = apiRoute(
  { access: "anyone", strict: true },
  async ({ deps, request }) => {
    if (!isBrowser(request.headers)) throw new AppError("forbidden", "Guests have no programs.");
    await takeAuthAttempt(deps, "guest", clientIp(request.headers));
    return answerWithToken(deps, request, await welcomeGuest(deps, placeOf(request)), 201);
  },
);

/** POST /api/guests/upgrade/options: begins the passkey. */
export const beginUpgrade = apiRoute(
  { access: "session", strict: true, body: z.strictObject({ email: Email }) },
  async ({ deps, session, body }) => upgradeOptions(deps, session, body.email),
);

/** POST /api/guests/upgrade: a user from now on, with the account and its ledger. */
export const finishUpgrade = apiRoute(
  { access: "session", strict: true, body: PasskeyAnswer },
  async ({ deps, request, session, body }) => {
    const token = await upgradeGuest(deps, session, { ...body, from: placeOf(request) });
    if (token === null) throw new AppError("bad_request", REFUSED);
    return answerWithToken(deps, request, token, 201);
  },
);
