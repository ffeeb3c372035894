import { rotateKey } from "@/lib/http/api/key-routes";
import { mountApi } from "@/lib/http/next/mount-api";

export const POST = mountApi(rotateKey);
