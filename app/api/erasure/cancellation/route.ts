import { undoMailedErasure } from "@/lib/http/api/privacy-routes";
import { mountApi } from "@/lib/http/next/mount-api";

export const POST = mountApi(undoMailedErasure);
