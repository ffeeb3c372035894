/** oauth:app and oauth:revoke: third-party apps that may ask users for a token of theirs. */
import { z } from "zod";
import { createPool } from "@/lib/server/database/pools";
import type { Deps } from "@/lib/server/deps";
import { registerApp, registerPublicApp, revokeApp } from "@/lib/server/oauth/apps";
import { SCOPES } from "@/lib/wire/raxx/scope";

const REDIRECT =
  "give --redirect-uri with an https address (http only on localhost), without a fragment";

const NewApp = z.object({
  name: z.string("give the app a --name").trim().min(1).max(60),
  scope: z.array(z.enum(SCOPES, `--scope is one of ${SCOPES.join(", ")}`)).optional(),
  public: z.boolean().default(false),
  "without-pkce": z.boolean().default(false),
  "redirect-uri": z.array(z.string().refine(isRedirectUri, REDIRECT), REDIRECT).min(1).max(10),
});
const OldApp = z.object({ "client-id": z.string("give the app's --client-id") });

/**
 * Registers an app; the secret is printed once. `--public` for one on its users' devices, which gets none;
 * `--without-pkce` for one with a secret that was written for Alpaca's flow.
 */
export async function oauthApp(deps: Deps, values: unknown) {
  const parsed = NewApp.safeParse(values);
  if (!parsed.success)
    throw new Error(parsed.error.issues.map(({ message }) => message).join("; "));
  const { name, scope: scopes = SCOPES, "redirect-uri": redirectUris } = parsed.data;
  const { public: isPublic, "without-pkce": isLetOff } = parsed.data;
  if (isPublic && isLetOff) throw new Error("an app without a secret needs PKCE");
  const app = { name, redirectUris, scopes, isPkceRequired: !isLetOff };
  return asOwner(deps, async (owner) => {
    const made = await (isPublic ? registerPublicApp : registerApp)(owner, deps, app);
    return { ok: true, output: { ...app, ...made } };
  });
}

/** Closes an app; none of its tokens works from now on. */
export async function oauthRevoke(deps: Deps, values: unknown) {
  const parsed = OldApp.safeParse(values);
  if (!parsed.success)
    throw new Error(parsed.error.issues.map(({ message }) => message).join("; "));
  const clientId = parsed.data["client-id"];
  return asOwner(deps, async (owner) => {
    const revoked = await revokeApp(owner, clientId);
    return { ok: revoked, output: { clientId, revoked } };
  });
}

/** The web role may not register apps: a fault in a page must not make one. */
async function asOwner<T>(
  { env, log }: Deps,
  work: (owner: ReturnType<typeof createPool>) => Promise<T>,
): Promise<T> {
  const owner = createPool(env.DATABASE_URL, "raxx_owner", log);
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

function isRedirectUri(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, hash } = new URL(text);
  const local = hostname === "localhost" || hostname === "127.0.0.1";
  return hash === "" && (protocol === "https:" || (protocol === "http:" && local));
}
