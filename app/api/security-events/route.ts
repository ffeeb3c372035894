import { listEvents } from "@/lib/http/api/recovery-routes";
import { mountApi } from "@/lib/http/next/mount-api";

export const GET = mountApi(listEvents);
