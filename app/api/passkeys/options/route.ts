import { getDeps } from "@/lib/http/next/deps";
import { beginPasskeyCeremony } from "@/lib/http/passkey-options";

export function POST(request: Request): Promise<Response> {
  return beginPasskeyCeremony(getDeps(), request);
}
