/** Holds an answer to the contract of its route: what is sent is declared, and nothing else. */
import { z } from "zod";
import { ErrorBody } from "@/lib/wire/alpaca/error-body";
import { createRouter } from "../router";
import { ROUTES } from "../table";

const router = createRouter(ROUTES);

interface Answered {
  readonly status: number;
  /** Null when the answer has no body. */
  readonly body: unknown;
}

/** What an answer does that its route does not declare; empty when it keeps to the contract. */
export function contractFaults(method: string, path: string, answer: Answered): readonly string[] {
  const { status, body } = answer;
  if (status >= 400) return faultsOf(ErrorBody, body);
  const match = router(method, path.split("?", 1)[0] ?? path);
  if (match.kind !== "found") return [`${status} from a path that is no route`];
  const { contract } = match.route;
  const schema = contract.answers[status];
  if (schema === undefined) return [`status ${status} is not declared`];
  if (schema === null) return body === null ? [] : ["a body where none is declared"];
  return faultsOf(schema, body);
}

function faultsOf(schema: z.ZodType, body: unknown): readonly string[] {
  const parsed = schema.safeParse(body);
  return parsed.success ? [] : [z.prettifyError(parsed.error)];
}
