import { beginExport, sendExport } from "@/lib/http/api/privacy-routes";
import { mountApi } from "@/lib/http/next/mount-api";

export const GET = mountApi(sendExport);
export const POST = mountApi(beginExport);
