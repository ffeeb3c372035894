/**
 * Whether a request that changes something came from our own pages (reliability.md §2.4).
 *
 * Four walls, because route handlers have none of their own: the exact origin, what the browser says
 * about it, a header that no form can send, and JSON as the only kind of body.
 */
const CSRF_HEADER = "x-raxx-csrf";

type HeaderReader = Pick<Headers, "get">;

/** A browser says where it is and carries cookies; a program does neither. */
export function isBrowser(headers: HeaderReader): boolean {
  return ["origin", "sec-fetch-site", "sec-fetch-mode", "cookie"].some(
    (name) => headers.get(name) !== null,
  );
}

/** True when a browser sent it from another page than ours, or without proof that it was ours. */
export function isCrossSite(headers: HeaderReader, origin: string): boolean {
  if (!isBrowser(headers)) return false;
  if (headers.get("origin") !== origin) return true;
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return true;
  return headers.get(CSRF_HEADER) !== "1";
}

/** Exactly JSON: what a form can send is none of it. */
export function isJson(headers: HeaderReader): boolean {
  return /^application\/json(?:\s*;\s*charset=utf-8)?$/i.test(headers.get("content-type") ?? "");
}
