/**
 * What a route promises: the schemas of what it reads and of what it answers.
 *
 * They generate /openapi.json (openapi.ts), and the tests hold every handler to them: what is answered
 * has the shape that is declared (testing/contract-faults.ts), and what is read of a query is what is
 * declared (fuzz.db.test.ts).
 */
import type { z } from "zod";

export interface Contract {
  /** One line: what the endpoint is for. */
  readonly summary: string;
  /** The group of the endpoint in the document. */
  readonly tag: string;
  /** One key for each `{name}` of the pattern; left out when the pattern has none. */
  readonly params?: z.ZodObject;
  /**
   * The query parameters. Values are typed as they read, not as the text they are sent as: a number,
   * a boolean, an enum; an array stands for csv or a repeated key.
   */
  readonly query?: z.ZodObject;
  /** The JSON body. Numbers arrive as their text (lib/wire/json.ts), so a decimal is `Decimal`. */
  readonly body?: z.ZodType;
  /** The successful answers by status; null is an answer without a body. Refusals are everywhere the same. */
  readonly answers: { readonly [status: number]: z.ZodType | null };
  /** Another form than JSON, such as text/event-stream; its schema is that of one message. */
  readonly mediaType?: string;
  /** Needs no key: what comes before one. */
  readonly isPublic?: boolean;
}
