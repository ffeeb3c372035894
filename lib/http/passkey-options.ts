/** POST /api/passkeys/options: begins a passkey ceremony for an e-mail, or for any passkey here. */
import { z } from "zod";
import type { Deps } from "@/lib/server/deps";
import { passkeyOptions } from "@/lib/server/identity/passkey-options";
import { clientIp, signInAllowed } from "./sign-in-limit";

const BODY_BYTES_MAX = 2_048;
const Body = z.strictObject({
  email: z
    .email()
    .max(254)
    .transform((email) => email.toLowerCase())
    .optional(),
});

/** Answers the options, 400 for a body that is not one, 429 past the strict bucket. */
export async function beginPasskeyCeremony(deps: Deps, request: Request): Promise<Response> {
  if (request.headers.get("origin") !== new URL(deps.env.RAXX_ORIGIN).origin) {
    return answer(403, { detail: "This request came from another site." });
  }
  if (!(await signInAllowed(deps, clientIp(request.headers)))) {
    return answer(429, { detail: "Too many tries; wait a minute." }, { "Retry-After": "60" });
  }
  const text = await request.text();
  const body = text.length > BODY_BYTES_MAX ? null : Body.safeParse(parse(text));
  if (body === null || !body.success) {
    return answer(400, { detail: "Enter an e-mail address such as pat@example.com." });
  }
  return answer(200, await passkeyOptions(deps, body.data.email ?? null));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { "Cache-Control": "no-store", ...headers } });
}
