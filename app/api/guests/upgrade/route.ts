import { finishUpgrade } from "@/lib/http/api/guest-routes";
import { mountApi } from "@/lib/http/next/mount-api";

export const POST = mountApi(finishUpgrade);
