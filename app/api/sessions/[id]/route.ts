import { deleteSession } from "@/lib/http/api/session-routes";
import { mountApi } from "@/lib/http/next/mount-api";

export const DELETE = mountApi(deleteSession);
