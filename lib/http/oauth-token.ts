/**
 * POST /oauth/token (alpaca-wire.md §6, RFC 6749 §4.1.3 and §5): a code for a token, with the app's secret, with the
 * verifier of PKCE (RFC 7636 §4.5), or with both.
 */
import type { Deps } from "@/lib/server/deps";
import { redeemCode } from "@/lib/server/oauth/grants";
import { isRefusal, logRefusal } from "@/lib/server/refusal-log";
import { oauthScopesText } from "@/lib/wire/raxx/oauth-scopes";
import { takeAuthAttempt } from "./auth-limit";
import { clientIp } from "./client-ip";
import { failureOf } from "./failure";
import { readBodyText } from "./web-request";

const BODY_BYTES_MAX = 4_096;
const REQUIRED = ["client_id", "code", "redirect_uri"] as const;

/** Answers the token, or an error in OAuth's own words. */
export async function answerTokenRequest(deps: Deps, request: Request): Promise<Response> {
  try {
    await takeAuthAttempt(deps, "place", clientIp(request.headers));
    const form = new URLSearchParams(await readBodyText(request, BODY_BYTES_MAX));
    const answer = await redeem(deps, form);
    // A code or secret that is not accepted is somebody's try to get in.
    if (answer.status !== 200) noteRefusal(deps, request, answer.status);
    return answer;
  } catch (error) {
    const { refusal, bug } = failureOf(error);
    if (bug) deps.log.error({ err: String(error) }, "token request failed");
    if (isRefusal(refusal.status)) noteRefusal(deps, request, refusal.status);
    if (refusal.status === 429) {
      return refuse(429, "temporarily_unavailable", "too many requests", { "Retry-After": "60" });
    }
    if (refusal.status === 413) return refuse(413, "invalid_request", refusal.message);
    return refuse(refusal.status, "server_error", "try again");
  }
}

function noteRefusal(deps: Deps, { headers }: Request, status: number): void {
  const route = "POST /oauth/token";
  logRefusal(deps, { surface: "app", status, route, ip: clientIp(headers) });
}

async function redeem(deps: Deps, form: URLSearchParams): Promise<Response> {
  if (form.get("grant_type") !== "authorization_code") {
    return refuse(400, "unsupported_grant_type", "grant_type must be authorization_code");
  }
  // RFC 6749 §3.2: said twice, nobody knows which one was checked by whom.
  const twice = [...form.keys()].find((name) => form.getAll(name).length > 1);
  if (twice !== undefined) return refuse(400, "invalid_request", "a field is given twice");
  const missing = REQUIRED.find((name) => (form.get(name) ?? "") === "");
  if (missing !== undefined) return refuse(400, "invalid_request", `${missing} is missing`);
  const redeemed = await redeemCode(deps, {
    clientId: form.get("client_id") ?? "",
    clientSecret: form.get("client_secret"),
    codeVerifier: form.get("code_verifier"),
    code: form.get("code") ?? "",
    redirectUri: form.get("redirect_uri") ?? "",
  });
  if (!redeemed.ok) {
    return redeemed.error === "invalid_client"
      ? refuse(401, redeemed.error, "unknown client, or a wrong or missing secret")
      : refuse(
          400,
          redeemed.error,
          "the code is wrong, used, too old, or of another redirect_uri or code_verifier",
        );
  }
  const { token, scopes } = redeemed;
  return answer(200, {
    access_token: token,
    token_type: "bearer",
    scope: oauthScopesText(scopes),
  });
}

function refuse(
  status: number,
  error: string,
  description: string,
  headers: Record<string, string> = {},
): Response {
  return answer(status, { error, error_description: description }, headers);
}

function answer(status: number, body: object, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { "Cache-Control": "no-store", ...headers } });
}
