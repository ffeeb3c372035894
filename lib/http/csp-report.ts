/**
 * Where browsers report what the page policy refused (reliability.md §2.12). Anybody may post anything
 * here: it is read in one shape, cut, counted, and logged without a query, a path of a person's page, or
 * a word of script.
 */
import { z } from "zod";
import type { Deps } from "@/lib/server/deps";
import { parseJson } from "@/lib/wire/json";
import { clientIp } from "./client-ip";
import { InProcessRateLimiter } from "./rate-limit";
import { readBodyText } from "./web-request";

export const CSP_REPORT_PATH = "/api/csp-report";

const BODY_BYTES_MAX = 8_192;
const REPORTS_MAX = 10;
const PER_MINUTE = 20;
/** All places together: a broken release must not fill the log. */
const ALL_PER_MINUTE = 300;

const Text = z.string().max(2_000);
const Report = z.object({
  "effective-directive": Text.optional(),
  effectiveDirective: Text.optional(),
  "violated-directive": Text.optional(),
  "blocked-uri": Text.optional(),
  blockedURL: Text.optional(),
  "document-uri": Text.optional(),
  documentURL: Text.optional(),
  disposition: Text.optional(),
});
/** What `report-uri` sends (CSP2), and what `report-to` does (Reporting API). */
const OldBody = z.object({ "csp-report": Report });
const NewBody = z.array(z.object({ type: z.string().max(60), body: Report })).max(REPORTS_MAX);

type Needs = Pick<Deps, "clock" | "log" | "env">;

const same = (limit: number) => ({ free: limit, pro: limit, pro_plus: limit });
const limiters = new WeakMap<
  Needs["clock"],
  { readonly place: InProcessRateLimiter; readonly all: InProcessRateLimiter }
>();

/** Answers 204 to whatever is a report, and logs it; 400, 413 or 429 to the rest. */
export async function answerCspReport(deps: Needs, request: Request): Promise<Response> {
  if (!(await isWithin(deps, clientIp(request.headers))))
    return new Response(null, { status: 429 });
  const text = await readBodyText(request, BODY_BYTES_MAX).catch(() => null);
  if (text === null) return new Response(null, { status: 413 });
  const parsed = parseJson(text);
  const reports = parsed.ok ? reportsIn(parsed.value) : null;
  if (reports === null) return new Response(null, { status: 400 });
  for (const report of reports)
    deps.log.warn(logged(report, deps.env.RAXX_ORIGIN), "csp violation");
  return new Response(null, { status: 204 });
}

async function isWithin({ clock }: Needs, ip: string): Promise<boolean> {
  const known = limiters.get(clock) ?? {
    place: new InProcessRateLimiter(clock, same(PER_MINUTE)),
    all: new InProcessRateLimiter(clock, same(ALL_PER_MINUTE)),
  };
  limiters.set(clock, known);
  return (
    (await known.place.take(ip, "free")).allowed && (await known.all.take("all", "free")).allowed
  );
}

function reportsIn(body: unknown): readonly z.infer<typeof Report>[] | null {
  const old = OldBody.safeParse(body);
  if (old.success) return [old.data["csp-report"]];
  const reports = NewBody.safeParse(body);
  if (!reports.success) return null;
  return reports.data.filter(({ type }) => type === "csp-violation").map((one) => one.body);
}

function logged(report: z.infer<typeof Report>, origin: string) {
  const directive =
    report.effectiveDirective ??
    report["effective-directive"] ??
    report["violated-directive"] ??
    "";
  return {
    directive: /^[a-z-]{1,40}/.exec(directive)?.[0] ?? "unknown",
    blocked: whereOf(report.blockedURL ?? report["blocked-uri"] ?? "", origin),
    page: pageOf(report.documentURL ?? report["document-uri"] ?? "", origin),
    disposition: report.disposition === "report" ? "report" : "enforce",
  };
}

/** The keyword or the host of what was refused; never its path, which may name a person. */
function whereOf(text: string, origin: string): string {
  if (/^(inline|eval|wasm-eval|data|blob|self|trusted-types-[a-z]+)$/.test(text)) return text;
  if (!URL.canParse(text)) return "unknown";
  const url = new URL(text);
  if (url.origin === new URL(origin).origin) return "self";
  return /^https?:$|^wss?:$/.test(url.protocol) ? url.host.slice(0, 100) : url.protocol;
}

/** The first part of our own page's path. */
function pageOf(text: string, origin: string): string {
  if (!URL.canParse(text) || new URL(text).origin !== new URL(origin).origin) return "unknown";
  return /^\/[a-z-]{0,30}/.exec(new URL(text).pathname)?.[0] ?? "/";
}
