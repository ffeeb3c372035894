import { createGuest } from "@/lib/http/api/guest-routes";
import { mountApi } from "@/lib/http/next/mount-api";

export const POST = mountApi(createGuest);
