/** An e-mail address, as browsers take one in a field for it (HTML standard), in lower case. */
import { z } from "zod";

/** RFC 5321, 4.5.3.1.3. */
const LENGTH_MAX = 254;

/** The schema of an address that says `message` when it is none. zod's own refuses a@b.c. */
export function emailAddress(message: string) {
  return z
    .email({ pattern: z.regexes.html5Email, error: message })
    .max(LENGTH_MAX, message)
    .transform((email) => email.toLowerCase());
}
