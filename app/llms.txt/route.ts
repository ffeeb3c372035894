import { llmsText } from "@/lib/http/guide";
import { ROUTES } from "@/lib/http/table";
import { env } from "@/lib/server/env";

export const dynamic = "force-dynamic";

/** What a program should read first. */
export function GET(): Response {
  return new Response(llmsText(ROUTES, env().RAXX_ORIGIN), {
    headers: { "Content-Type": "text/plain; charset=UTF-8" },
  });
}
