/** `/api/apps` and `/api/data-attestation`: what a user lets others do, and their word to the exchanges. */
import { z } from "zod";
import { attest, attestedAt } from "@/lib/server/data/attestation";
import { disconnectApp } from "@/lib/server/oauth/grants";
import { apiRoute } from "./api-route";

/** DELETE /api/apps/{id}: takes an app's token back; its next request is refused, its streams end. */
export const deleteApp = apiRoute(
  { access: "session" },
  async ({ deps, session: { caller }, params }) => {
    await disconnectApp(deps, caller, params.id ?? "");
    return new Response(null, { status: 204 });
  },
);

/** POST /api/data-attestation: gives the word that opens real time on a paid plan; once is enough. */
export const createAttestation = apiRoute(
  { access: "session", body: z.strictObject({ nonProfessional: z.literal(true) }) },
  async ({ deps, session: { caller } }) => {
    const known = await attestedAt(deps, caller.userId);
    return { attestedAtMs: known ?? (await attest(deps, caller, "user")) };
  },
);
