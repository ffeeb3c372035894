import { deletePasskey, patchPasskey } from "@/lib/http/api/passkey-routes";
import { mountApi } from "@/lib/http/next/mount-api";

export const PATCH = mountApi(patchPasskey);
export const DELETE = mountApi(deletePasskey);
