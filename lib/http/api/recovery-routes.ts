/** `/api/recovery` and `/api/recovery-codes`: the way back without a passkey; and the security log. */
import { z } from "zod";
import { AppError } from "@/lib/server/errors";
import { beginRecovery, finishRecovery } from "@/lib/server/identity/recover";
import {
  cancelRecovery,
  makeRecoveryCodes,
  readRecovery,
} from "@/lib/server/identity/recovery-codes";
import { listSecurityEvents } from "@/lib/server/identity/security-log";
import { StepUpProof } from "@/lib/wire/raxx/step-up";
import { apiRoute } from "./api-route";
import { Email } from "./passkey-routes";
import { answerWithToken, PasskeyAnswer, placeOf } from "./session-answer";

const REFUSED = "That address and code do not belong together, or the code was used or ran out.";

/** POST /api/recovery/options: shows a code; the first time starts a day of waiting. */
export const beginRecoveryRoute = apiRoute(
  {
    access: "anyone",
    strict: true,
    body: z.strictObject({ email: Email, code: z.string().max(40) }),
  },
  async ({ deps, body }) => {
    const step = await beginRecovery(deps, body);
    if (step === null) throw new AppError("unauthenticated", REFUSED);
    return Response.json(step, { status: step.kind === "waiting" ? 202 : 200 });
  },
);

/** POST /api/recovery: the new passkey; every earlier session is over. */
export const finishRecoveryRoute = apiRoute(
  { access: "anyone", strict: true, body: PasskeyAnswer },
  async ({ deps, request, body }) => {
    const token = await finishRecovery(deps, { ...body, from: placeOf(request) });
    if (token === null) throw new AppError("unauthenticated", REFUSED);
    return answerWithToken(deps, request, token, 201);
  },
);

/** DELETE /api/recovery: cancels what somebody with a code has begun. */
export const cancelRecoveryRoute = apiRoute({ access: "session" }, async ({ deps, session }) => {
  await cancelRecovery(deps, session.caller.userId);
  return new Response(null, { status: 204 });
});

/** GET /api/recovery-codes: how many are left, and whether one is under way. */
export const readCodes = apiRoute({ access: "session" }, async ({ deps, session }) =>
  readRecovery(deps, session.caller.userId),
);

/** POST /api/recovery-codes: ten new ones, shown in this answer and nowhere else. */
export const makeCodes = apiRoute(
  { access: "session", body: z.strictObject({ proof: StepUpProof }) },
  async ({ deps, session, body }) => ({
    codes: await makeRecoveryCodes(deps, session, body.proof),
  }),
);

/** GET /api/security-events: the latest of the log. */
export const listEvents = apiRoute({ access: "session" }, async ({ deps, session }) => ({
  events: await listSecurityEvents(deps, session.caller.userId),
}));
