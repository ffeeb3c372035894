/** `/api/export` and `/api/erasure`: what we hold about somebody, to take along and to be gone. */
import { z } from "zod";
import { AppError } from "@/lib/server/errors";
import { setSessionCookie } from "@/lib/server/identity/session-cookie";
import { askErasure, undoErasure, undoErasureByLink } from "@/lib/server/privacy/erasure";
import { exportArchive } from "@/lib/server/privacy/export-archive";
import { isExportToken, makeExportLink } from "@/lib/server/privacy/export-link";
import { StepUpProof } from "@/lib/wire/raxx/step-up";
import { apiRoute } from "./api-route";

/** POST /api/export: a link to everything, for a quarter of an hour. */
export const beginExport = apiRoute(
  { access: "fresh", whileErasing: true, strict: true },
  async ({ deps, session }) => makeExportLink(deps, session.caller.userId),
);

/** GET /api/export: the archive, to whom the link was made for. */
export const sendExport = apiRoute(
  { access: "session", whileErasing: true },
  async ({ deps, session, query }) => {
    const { userId } = session.caller;
    if (!isExportToken(deps, userId, query.get("token") ?? ""))
      throw new AppError("not_found", "This link ran out; make a new one in the settings.");
    const pieces = exportArchive(deps, userId);
    const body = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        const { done, value } = await pieces.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      cancel: async () => {
        await pieces.return(undefined);
      },
    });
    const headers = {
      "Content-Type": "application/zip",
      "Content-Disposition": 'attachment; filename="raxx-export-simulated.zip"',
    };
    return new Response(body, { headers });
  },
);

/** POST /api/erasure: everything ends now and is deleted in seven days. */
export const beginErasure = apiRoute(
  { access: "session", strict: true, body: z.strictObject({ proof: StepUpProof }) },
  async ({ deps, session, body }) => {
    const erasesAtMs = await askErasure(deps, session, body.proof);
    const headers = { "Set-Cookie": setSessionCookie(deps.env.RAXX_ORIGIN, null) };
    return Response.json({ erasesAtMs }, { status: 202, headers });
  },
);

/** DELETE /api/erasure: undoes it, for somebody who signed in again. */
export const undoOwnErasure = apiRoute(
  { access: "session", whileErasing: true },
  async ({ deps, session }) => {
    await undoErasure(deps, session.caller.userId);
    return new Response(null, { status: 204 });
  },
);

/** POST /api/erasure/cancellation: undoes it, by the link of the mail that told of it. */
export const undoMailedErasure = apiRoute(
  { access: "anyone", strict: true, body: z.strictObject({ token: z.string().max(64) }) },
  async ({ deps, body }) => {
    if (!(await undoErasureByLink(deps, body.token)))
      throw new AppError("unauthenticated", "This link was used or ran out.");
    return new Response(null, { status: 204 });
  },
);
