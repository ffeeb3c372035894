/** The link of an export: signed by us, for one user, for a quarter of an hour. It needs their session too. */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Deps } from "../deps";
import { recordSecurityEvent } from "../identity/security-events";
import { isUuid } from "../ids";

const LIVES_MS = 15 * 60_000;
const TOKEN = /^(\d{13})\.([A-Za-z0-9_-]{43})$/;

export interface ExportLink {
  /** Where the file is, on our own origin. */
  readonly path: string;
  readonly expiresAtMs: number;
}

/** Makes a link and writes it into the security log. */
export async function makeExportLink(
  deps: Pick<Deps, "prisma" | "clock" | "env">,
  userId: string,
): Promise<ExportLink> {
  const expiresAtMs = deps.clock.nowMs() + LIVES_MS;
  const token = `${expiresAtMs}.${macOf(deps, userId, expiresAtMs)}`;
  await recordSecurityEvent(deps, userId, "data_exported", {});
  return { path: `/api/export?token=${token}`, expiresAtMs };
}

/** Whether a token was made for this user and has not run out. */
export function isExportToken(
  deps: Pick<Deps, "clock" | "env">,
  userId: string,
  token: string,
): boolean {
  const [, expires = "", mac = ""] = TOKEN.exec(token) ?? [];
  if (!isUuid(userId) || expires === "" || Number(expires) <= deps.clock.nowMs()) return false;
  const expected = macOf(deps, userId, Number(expires));
  return timingSafeEqual(Buffer.from(mac), Buffer.from(expected));
}

function macOf({ env }: Pick<Deps, "env">, userId: string, expiresAtMs: number): string {
  const mac = createHmac("sha256", env.NEXTAUTH_SECRET);
  return mac.update(`export:${userId}:${expiresAtMs}`).digest("base64url");
}
