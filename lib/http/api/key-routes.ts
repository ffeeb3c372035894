/** `/api/keys`: a program's keys. Each change is signed by a passkey, one by one. */
import { z } from "zod";
import { AppError } from "@/lib/server/errors";
import {
  insertApiKey,
  listApiKeys,
  revokeApiKey,
  rotateApiKey,
} from "@/lib/server/identity/api-keys";
import { withBoundStepUp } from "@/lib/server/identity/bound-step-up";
import { isAddressOrNetwork } from "@/lib/server/identity/ip-allow-list";
import { isUuid } from "@/lib/server/ids";
import { KeyTerms, StepUpProof } from "@/lib/wire/raxx/step-up";
import { apiRoute } from "./api-route";

const DAY_MS = 24 * 60 * 60_000;

const Signed = z.strictObject({ proof: StepUpProof });

/** GET /api/keys: every key of the user, revoked ones too. */
export const listKeys = apiRoute({ access: "session" }, async ({ deps, session }) => ({
  keys: await listApiKeys(deps, session.caller),
}));

/** POST /api/keys: makes one; its secret is in this answer and nowhere else. */
export const createKey = apiRoute(
  { access: "session", body: z.strictObject({ terms: KeyTerms, proof: StepUpProof }) },
  async ({ deps, session, body: { terms, proof } }) => {
    const wrong = terms.allowedIps.find((text) => !isAddressOrNetwork(text));
    if (wrong !== undefined)
      throw new AppError("bad_request", `${wrong} is not an address or network.`);
    const action = { kind: "api_key.create", terms } as const;
    const { name, scopes, allowedIps, expiresInDays } = terms;
    return withBoundStepUp(deps, session, { action, proof }, (tx) => {
      const nowMs = deps.clock.nowMs();
      const expiresAtMs = expiresInDays === null ? null : nowMs + Number(expiresInDays) * DAY_MS;
      return insertApiKey(tx, session.caller, { name, scopes, allowedIps, expiresAtMs }, nowMs);
    });
  },
);

/** POST /api/keys/{id}/rotation: a key on the same terms; the old one works for another day. */
export const rotateKey = apiRoute(
  { access: "session", body: Signed },
  async ({ deps, session, params, body: { proof } }) => {
    const action = { kind: "api_key.rotate", id: keyId(params.id) } as const;
    return withBoundStepUp(deps, session, { action, proof }, (tx) =>
      rotateApiKey(tx, session.caller, action.id, deps.clock.nowMs()),
    );
  },
);

/** DELETE /api/keys/{id}: the next request with it is refused. */
export const deleteKey = apiRoute(
  { access: "session", body: Signed },
  async ({ deps, session, params, body: { proof } }) => {
    const action = { kind: "api_key.revoke", id: keyId(params.id) } as const;
    await withBoundStepUp(deps, session, { action, proof }, (tx) =>
      revokeApiKey(tx, session.caller, action.id, deps.clock.nowMs()),
    );
    return new Response(null, { status: 204 });
  },
);

function keyId(id: string | undefined): string {
  if (id === undefined || !isUuid(id)) throw new AppError("not_found", "There is no such key.");
  return id;
}
