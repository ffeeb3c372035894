/**
 * JSON logs. Fields are listed by the caller, never whole requests or errors of unknown shape, and
 * names that could hold a secret are blanked in case one slips in.
 */
import { type DestinationStream, type Logger, pino } from "pino";

export type Log = Logger;

const SECRET_FIELDS = ["secret", "token", "cookie", "authorization", "password", "key"];

/** The logger of a process; `name` says which. */
export function createLog(name: string, level: string, destination?: DestinationStream): Log {
  const options = {
    name,
    level,
    base: { name },
    redact: { paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`]), censor: "[hidden]" },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
