import { createPasskey, listOwnPasskeys } from "@/lib/http/api/passkey-routes";
import { mountApi } from "@/lib/http/next/mount-api";

export const GET = mountApi(listOwnPasskeys);
export const POST = mountApi(createPasskey);
