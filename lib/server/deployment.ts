/**
 * What a copy that the public reaches must have before it starts: https, a secret of its own, and encrypted
 * ways to everything that is not on the same machine (ASVS 12.2.1, 12.3.1, 13.3.1). deploy/README.md says
 * what else is the operator's part.
 */
/** env.ts falls back to it, for a copy on somebody's own machine. */
export const DEVELOPMENT_SECRET = "development-only-secret";
const SECRET_LENGTH_MIN = 32;

interface Needs {
  readonly NODE_ENV: string;
  readonly RAXX_ORIGIN: string;
  readonly NEXTAUTH_SECRET: string;
  readonly DATABASE_URL: string;
  readonly REDIS_URL: string;
  readonly SMTP_URL?: string | undefined;
  readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined;
  readonly RAXX_PRIVATE_NETWORK?: "encrypted" | undefined;
}

/** Why this copy must not start, in the operator's words; nothing for one that may. */
export function deploymentFaults(env: Needs): readonly string[] {
  const { protocol, hostname } = new URL(env.RAXX_ORIGIN);
  if (env.NODE_ENV !== "production" || isLocal(hostname)) return [];
  const faults: string[] = [];
  if (protocol !== "https:") faults.push("RAXX_ORIGIN must be https: passkeys and cookies need it");
  const { NEXTAUTH_SECRET: secret } = env;
  if (secret === DEVELOPMENT_SECRET || secret.length < SECRET_LENGTH_MIN)
    faults.push(`NEXTAUTH_SECRET must be ${SECRET_LENGTH_MIN} random characters or more`);
  if (env.RAXX_PRIVATE_NETWORK !== "encrypted") faults.push(...openWays(env));
  return faults;
}

/** Addresses elsewhere that would be spoken to in the clear. */
function openWays(env: Needs): readonly string[] {
  const ways = [
    {
      text: env.DATABASE_URL,
      isSealed: (url: URL) => url.searchParams.get("sslmode") === "verify-full",
      fault: "DATABASE_URL is elsewhere: give it sslmode=verify-full",
    },
    {
      text: env.REDIS_URL,
      isSealed: (url: URL) => url.protocol === "rediss:",
      fault: "REDIS_URL is elsewhere: it must begin with rediss://",
    },
    {
      text: env.SMTP_URL,
      isSealed: (url: URL) =>
        url.protocol === "smtps:" || url.searchParams.get("requireTLS") === "true",
      fault: "SMTP_URL is elsewhere: use smtps://, or requireTLS=true",
    },
    {
      text: env.OTEL_EXPORTER_OTLP_ENDPOINT,
      isSealed: (url: URL) => url.protocol === "https:",
      fault: "OTEL_EXPORTER_OTLP_ENDPOINT is elsewhere: it must be https",
    },
  ];
  return ways.flatMap(({ text, isSealed, fault }) => {
    if (text === undefined) return [];
    const url = new URL(text);
    return isLocal(hostOf(url)) || isSealed(url) ? [] : [fault];
  });
}

/** The host of an address; PostgreSQL takes one, or the directory of a socket, as a parameter too. */
function hostOf({ searchParams, hostname }: URL): string {
  return searchParams.get("host") ?? hostname;
}

/** This machine, by a name, an address or a socket's file. */
function isLocal(host: string): boolean {
  return (
    host === "" ||
    /^(?:localhost|(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[?::1\]?|\/.*)$/.test(host)
  );
}
