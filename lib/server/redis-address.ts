/**
 * Where Redis is, out of REDIS_URL, for ioredis and BullMQ alike. With rediss:// it is spoken to over TLS; the
 * parameters sslcert, sslkey and sslrootcert name files, as they do in DATABASE_URL.
 */
import { readFileSync } from "node:fs";

const TLS_FILES = { sslcert: "cert", sslkey: "key", sslrootcert: "ca" } as const;

/** The options of a connection. */
export function redisAddress(redisUrl: string) {
  const url = new URL(redisUrl);
  const { hostname, port, username, password, pathname } = url;
  return {
    host: hostname.replace(/^\[(.*)\]$/, "$1"),
    port: Number(port || 6379),
    db: Number(pathname.slice(1) || 0),
    ...(username && { username: decodeURIComponent(username) }),
    ...(password && { password: decodeURIComponent(password) }),
    ...(url.protocol === "rediss:" && { tls: { servername: hostname, ...tlsFiles(url) } }),
  };
}

function tlsFiles({ searchParams }: URL): { cert?: string; key?: string; ca?: string } {
  const files = Object.entries(TLS_FILES).flatMap(([name, option]) => {
    const file = searchParams.get(name);
    return file === null ? [] : [[option, readFileSync(file, "utf8")]];
  });
  return Object.fromEntries(files);
}
