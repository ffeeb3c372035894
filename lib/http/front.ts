/**
 * The first look at every request, before anybody is asked who sent it: which targets and methods are served
 * at all, which headers a client may not set, and from which address it really comes.
 */
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { isAllowedFrom } from "@/lib/server/identity/ip-allow-list";
import { CLIENT_IP_HEADER } from "./client-ip";

/** Next would answer any other, TRACE among them, with the page (ASVS 13.4.4). */
export const METHODS: ReadonlySet<string> = new Set(
  "GET HEAD POST PUT PATCH DELETE OPTIONS".split(" "),
);

/** What only a proxy of ours may say: from a client it is a lie that Next would believe (ASVS 4.1.3). */
const CLAIMS = /^(x-forwarded-|x-middleware-|x-raxx-client-ip$|x-real-ip$|forwarded$|next-resume$)/;

/** Directories of tools and copies of files: none is served, whoever left one behind (ASVS 13.4.1). */
const HIDDEN =
  /\/\.(?!well-known(?:\/|$))|(?:~|\.(?:bak|backup|old|orig|save|sw[op]|tmp|sql|env|pem|key))$/i;

const TARGET_LENGTH_MAX = 8_192;

export type Look =
  | { readonly serve: true }
  | { readonly serve: false; readonly status: 400 | 404 | 405 | 414 };

/** Whether a request is for anybody here: targets are paths, not addresses of other hosts. */
export function lookAt({ method = "", url = "/" }: Pick<IncomingMessage, "method" | "url">): Look {
  if (!METHODS.has(method)) return { serve: false, status: 405 };
  if (url.length > TARGET_LENGTH_MAX) return { serve: false, status: 414 };
  if (!url.startsWith("/")) return { serve: false, status: 400 };
  const path = decoded(url.split("?", 1)[0] ?? "/");
  return HIDDEN.test(path) ? { serve: false, status: 404 } : { serve: true };
}

/** A path that does not decode stays as it is: whoever has the path refuses it in its own words. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Takes a client's claims about proxies away and writes down where it really comes from. */
export function cleanHeaders(
  request: Pick<IncomingMessage, "headers"> & {
    readonly socket: Pick<IncomingMessage["socket"], "remoteAddress">;
  },
  trustedProxies: readonly string[],
): void {
  const { headers, socket } = request;
  const forwarded = String(headers["x-forwarded-for"] ?? "");
  for (const name of Object.keys(headers)) if (CLAIMS.test(name)) delete headers[name];
  headers[CLIENT_IP_HEADER] = clientAddress(socket.remoteAddress, forwarded, trustedProxies);
}

/**
 * The address a request comes from: the last hop that is no proxy of ours. What stands before it in the
 * list was written by whoever sent it.
 */
function clientAddress(
  peer = "unknown",
  forwarded: string,
  trustedProxies: readonly string[],
): string {
  const isOurs = (ip: string) => trustedProxies.length > 0 && isAllowedFrom(trustedProxies, ip);
  let address = peer;
  for (const hop of forwarded.split(",").reverse()) {
    const before = hop.trim();
    if (!isOurs(address) || isIP(before) === 0) break;
    address = before;
  }
  return address;
}
