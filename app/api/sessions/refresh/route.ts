import { refreshSession } from "@/lib/http/api/session-routes";
import { mountApi } from "@/lib/http/next/mount-api";

export const POST = mountApi(refreshSession);
