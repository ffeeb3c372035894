/** What links of mails do: `/api/email-verification` and the mailed half of `/api/recovery`. */
import { z } from "zod";
import { AppError } from "@/lib/server/errors";
import { confirmEmail, mailVerification } from "@/lib/server/identity/email-address";
import {
  beginRecoveryByLink,
  cancelRecoveryByLink,
  mailRecoveryLink,
} from "@/lib/server/identity/recovery-link";
import { apiRoute } from "./api-route";
import { Email } from "./passkey-routes";

const REFUSED = "This link was used or ran out. Ask for a new one.";

const WithToken = z.strictObject({ token: z.string().max(64) });

/** POST /api/recovery/link: mails a link. The answer is the same whoever asks. */
export const mailRecovery = apiRoute(
  { access: "anyone", strict: true, body: z.strictObject({ email: Email }) },
  async ({ deps, body }) => {
    await mailRecoveryLink(deps, body.email);
    return new Response(null, { status: 202 });
  },
);

/** POST /api/recovery/link/options: shows a mailed link; the first time starts a day of waiting. */
export const beginMailedRecovery = apiRoute(
  { access: "anyone", strict: true, body: WithToken },
  async ({ deps, body }) => {
    const step = await beginRecoveryByLink(deps, body.token);
    if (step === null) throw new AppError("unauthenticated", REFUSED);
    return Response.json(step, { status: step.kind === "waiting" ? 202 : 200 });
  },
);

/** POST /api/recovery/cancellation: ends a recovery, by the link of the mail that told of it. */
export const cancelMailedRecovery = apiRoute(
  { access: "anyone", strict: true, body: WithToken },
  async ({ deps, body }) => {
    if (!(await cancelRecoveryByLink(deps, body.token)))
      throw new AppError("unauthenticated", REFUSED);
    return new Response(null, { status: 204 });
  },
);

/** POST /api/email-verification: mails a link that confirms the address. */
export const beginVerification = apiRoute(
  { access: "session", strict: true },
  async ({ deps, session }) => {
    await mailVerification(deps, session.caller.userId);
    return new Response(null, { status: 202 });
  },
);

/** POST /api/email-verification/confirmation: confirms it. */
export const confirmVerification = apiRoute(
  { access: "anyone", strict: true, body: WithToken },
  async ({ deps, body }) => {
    if (!(await confirmEmail(deps, body.token))) throw new AppError("unauthenticated", REFUSED);
    return new Response(null, { status: 204 });
  },
);
