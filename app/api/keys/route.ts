import { createKey, listKeys } from "@/lib/http/api/key-routes";
import { mountApi } from "@/lib/http/next/mount-api";

export const GET = mountApi(listKeys);
export const POST = mountApi(createKey);
