import { deleteApp } from "@/lib/http/api/outside-routes";
import { mountApi } from "@/lib/http/next/mount-api";

export const DELETE = mountApi(deleteApp);
