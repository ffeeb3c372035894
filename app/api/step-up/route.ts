import { beginAction } from "@/lib/http/api/passkey-routes";
import { mountApi } from "@/lib/http/next/mount-api";

export const POST = mountApi(beginAction);
