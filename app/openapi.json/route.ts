import { openApiDocument } from "@/lib/http/openapi";
import { ROUTES } from "@/lib/http/table";

/** The contract of the program API, made of the schemas beside its handlers. */
export function GET(): Response {
  return Response.json(openApiDocument(ROUTES));
}
