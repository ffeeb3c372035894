/**
 * What a page may load and run, and who may hold it (reliability.md §2.12). The nonce is new for each
 * answer: Next reads it from the request's own policy header and stamps its scripts with it.
 */
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { CSP_REPORT_PATH } from "./csp-report";

/** Styles that sonner (an empty one, then its text) and lightweight-charts insert by script. */
export const STYLE_HASHES = [
  "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  "'sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY='",
  "'sha256-3pRED1tOXas1FXFoPb9TGCjmYe9XQsmO9OV23khV2nY='",
];

/** Where the layout finds the nonce for its own script. */
const NONCE_HEADER = "x-raxx-nonce";

/** A year, subdomains too (ASVS 3.4.1). */
export const HSTS = "max-age=31536000; includeSubDomains";

/** Whether a copy is reached over https: only then may it promise to be. */
export function isHttps(origin: string | undefined): boolean {
  return origin?.startsWith("https:") ?? false;
}

interface PageOptions {
  readonly origin: string;
  readonly nonce: string;
  /** Next's development server evaluates code and inserts styles. */
  readonly isDevelopment: boolean;
}

/** The headers of every answer that Next gives. */
export function pageHeaders(options: PageOptions): Readonly<Record<string, string>> {
  return {
    "Content-Security-Policy": policyOf(options),
    "Reporting-Endpoints": `csp="${CSP_REPORT_PATH}"`,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy":
      "publickey-credentials-get=(self), publickey-credentials-create=(self), camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    ...(isHttps(options.origin) && { "Strict-Transport-Security": HSTS }),
  };
}

function policyOf({ origin, nonce, isDevelopment }: PageOptions): string {
  const sockets = origin.replace(/^http/, "ws");
  const styles = isDevelopment ? ["'unsafe-inline'"] : [`'nonce-${nonce}'`, ...STYLE_HASHES];
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src-elem 'self' ${styles.join(" ")}`,
    // Positions of virtual rows and colours of toasts: an attribute cannot load or run anything.
    "style-src-attr 'unsafe-inline'",
    `connect-src 'self' ${sockets}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    `report-uri ${CSP_REPORT_PATH}`,
    "report-to csp",
  ].join("; ");
}

/** Writes the policy on a request for Next to read and on the answer for the browser. */
export function applyPagePolicy(
  request: IncomingMessage,
  response: ServerResponse,
  { origin, isDevelopment }: Omit<PageOptions, "nonce">,
): void {
  const nonce = randomBytes(16).toString("base64");
  const headers = pageHeaders({ origin, nonce, isDevelopment });
  request.headers["content-security-policy"] = headers["Content-Security-Policy"];
  request.headers[NONCE_HEADER] = nonce;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}
