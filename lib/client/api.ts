/** The page's own API, answered as data: a failure shows a sentence, not a broken page. */
import type { ActionResult } from "@/lib/wire/raxx/ticket";

const NETWORK_MESSAGE = "The server could not be reached. Nothing was changed; try again.";

function messageOf(body: unknown): string {
  if (typeof body === "object" && body !== null && "message" in body) {
    if (typeof body.message === "string") return body.message;
  }
  return "The server could not answer that. Try again.";
}

/** Reads JSON from one of our own paths. The server owns the shape, so it is not checked twice. */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<ActionResult<T>> {
  try {
    const response = await fetch(path, signal === undefined ? {} : { signal });
    const requestId = response.headers.get("x-request-id") ?? "";
    const body: unknown = await response.json();
    if (!response.ok) return { ok: false, message: messageOf(body), requestId };
    return { ok: true, value: body as T };
  } catch {
    return { ok: false, message: NETWORK_MESSAGE, requestId: "" };
  }
}

/** What a change answered; `code` is one of docs/identity.md, or "network". */
export type Sent<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** Changes something through one of our own paths. The header is one that no other site can send. */
export async function sendJson<T>(
  method: "POST" | "PATCH" | "DELETE",
  path: string,
  body?: unknown,
): Promise<Sent<T>> {
  const headers = { "x-raxx-csrf": "1", "content-type": "application/json" };
  const sent = body === undefined ? null : JSON.stringify(body);
  try {
    const response = await fetch(path, { method, headers, body: sent });
    // 202 and 204 have no body; a body that is no JSON is not from us.
    const text = await response.text();
    const answer: unknown = text === "" ? null : JSON.parse(text);
    if (response.ok) return { ok: true, value: answer as T };
    return { ok: false, code: codeOf(answer), message: messageOf(answer) };
  } catch {
    return { ok: false, code: "network", message: NETWORK_MESSAGE };
  }
}

function codeOf(body: unknown): string {
  if (typeof body === "object" && body !== null && "code" in body) return String(body.code);
  return "internal";
}
