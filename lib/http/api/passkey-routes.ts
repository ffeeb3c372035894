/** `/api/passkeys` and `/api/step-up`: ceremonies and, for their owner, the passkeys themselves. */
import { z } from "zod";
import { AppError } from "@/lib/server/errors";
import { beginBoundStepUp } from "@/lib/server/identity/bound-step-up";
import { refuseGuest } from "@/lib/server/identity/guests";
import { passkeyOptions } from "@/lib/server/identity/passkey-options";
import {
  addPasskey,
  addPasskeyOptions,
  listPasskeys,
  removePasskey,
  renamePasskey,
} from "@/lib/server/identity/passkeys";
import { isUuid } from "@/lib/server/ids";
import { emailAddress } from "@/lib/wire/raxx/email-address";
import { BoundAction, PasskeyName, StepUpProof } from "@/lib/wire/raxx/step-up";
import { apiRoute } from "./api-route";

export const Email = emailAddress("Enter an e-mail address such as pat@example.com.");

/** POST /api/passkeys/options: begins a ceremony for an e-mail, or for any passkey here. */
export const beginCeremony = apiRoute(
  { access: "anyone", strict: true, body: z.strictObject({ email: Email.optional() }) },
  async ({ deps, body }) => passkeyOptions(deps, body.email ?? null),
);

/** POST /api/step-up: begins the step-up of one exact action. */
export const beginAction = apiRoute(
  { access: "session", strict: true, body: z.strictObject({ action: BoundAction }) },
  async ({ deps, session, body }) => {
    refuseGuest(session);
    return beginBoundStepUp(deps, session, body.action);
  },
);

/** GET /api/passkeys: the user's passkeys, and what their browser needs to tidy its own list. */
export const listOwnPasskeys = apiRoute({ access: "session" }, async ({ deps, session }) =>
  listPasskeys(deps, session.caller.userId),
);

/** POST /api/passkeys/registration: begins another passkey. */
export const beginPasskey = apiRoute(
  { access: "session", strict: true },
  async ({ deps, session }) => addPasskeyOptions(deps, session),
);

/** POST /api/passkeys: adds it, signed by one that was there before. */
export const createPasskey = apiRoute(
  {
    access: "session",
    body: z.strictObject({
      ceremonyId: z.uuid(),
      name: PasskeyName.nullable(),
      response: z.record(z.string(), z.unknown()),
      proof: StepUpProof,
    }),
  },
  async ({ deps, session, body: { ceremonyId, name, response, proof } }) => {
    const action = { kind: "passkey.add", ceremonyId, name } as const;
    await addPasskey(deps, session, { action, proof, response });
    return listPasskeys(deps, session.caller.userId);
  },
);

/** PATCH /api/passkeys/{id}: another name. */
export const patchPasskey = apiRoute(
  { access: "session", body: z.strictObject({ name: PasskeyName }) },
  async ({ deps, session, params, body: { name } }) => {
    await renamePasskey(deps, session.caller.userId, { id: params.id ?? "", name });
    return listPasskeys(deps, session.caller.userId);
  },
);

/** DELETE /api/passkeys/{id}: never the last one that works. */
export const deletePasskey = apiRoute(
  { access: "session", body: z.strictObject({ proof: StepUpProof }) },
  async ({ deps, session, params: { id = "" }, body: { proof } }) => {
    if (!isUuid(id)) throw new AppError("not_found", "There is no such passkey.");
    await removePasskey(deps, session, { action: { kind: "passkey.remove", id }, proof });
    return listPasskeys(deps, session.caller.userId);
  },
);
