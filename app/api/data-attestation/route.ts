import { createAttestation } from "@/lib/http/api/outside-routes";
import { mountApi } from "@/lib/http/next/mount-api";

export const POST = mountApi(createAttestation);
