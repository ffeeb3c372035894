import { deleteKey } from "@/lib/http/api/key-routes";
import { mountApi } from "@/lib/http/next/mount-api";

export const DELETE = mountApi(deleteKey);
