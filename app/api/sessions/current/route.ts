import { currentSession, deleteCurrentSession } from "@/lib/http/api/session-routes";
import { mountApi } from "@/lib/http/next/mount-api";

export const GET = mountApi(currentSession);
export const DELETE = mountApi(deleteCurrentSession);
