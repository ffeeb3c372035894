/** The program API as Next route handlers: the same table server.ts answers before Next sees it. */
import { handleProgramRequest } from "../table";
import { getDeps } from "./deps";

/** Answers a request under a program prefix. */
export async function mountProgramApi(request: Request): Promise<Response> {
  const response = await handleProgramRequest(getDeps(), request);
  return response ?? new Response(null, { status: 404 });
}
