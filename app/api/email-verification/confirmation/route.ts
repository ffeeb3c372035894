import { confirmVerification } from "@/lib/http/api/mail-routes";
import { mountApi } from "@/lib/http/next/mount-api";

export const POST = mountApi(confirmVerification);
