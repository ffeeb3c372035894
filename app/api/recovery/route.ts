import { cancelRecoveryRoute, finishRecoveryRoute } from "@/lib/http/api/recovery-routes";
import { mountApi } from "@/lib/http/next/mount-api";

export const POST = mountApi(finishRecoveryRoute);
export const DELETE = mountApi(cancelRecoveryRoute);
