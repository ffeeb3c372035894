import { answerCspReport } from "@/lib/http/csp-report";
import { getDeps } from "@/lib/http/next/deps";

export async function POST(request: Request): Promise<Response> {
  return answerCspReport(getDeps(), request);
}
