import { getDeps } from "@/lib/http/next/deps";
import { answerTokenRequest } from "@/lib/http/oauth-token";

export function POST(request: Request): Promise<Response> {
  return answerTokenRequest(getDeps(), request);
}
