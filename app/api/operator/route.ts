import { viewOperator } from "@/lib/http/api/operator-routes";
import { mountApi } from "@/lib/http/next/mount-api";

export const POST = mountApi(viewOperator);
