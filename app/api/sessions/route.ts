import { createSession, deleteOtherSessions, listOwnSessions } from "@/lib/http/api/session-routes";
import { mountApi } from "@/lib/http/next/mount-api";

export const POST = mountApi(createSession);
export const GET = mountApi(listOwnSessions);
export const DELETE = mountApi(deleteOtherSessions);
