/**
 * rediss:// and sslmode are kept: nothing is said before the handshake, a server that cannot or whose
 * certificate nobody signed is not spoken to, and the password never leaves in the clear (ASVS 12.3).
 */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { Writable } from "node:stream";
import { createServer as createTlsServer } from "node:tls";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { createPool } from "./database/pools";
import { createPrisma } from "./database/prisma";
import { createLog } from "./log";
import { createRedis } from "./redis";
import { redisAddress } from "./redis-address";
import { selfSigned } from "./testing/self-signed";

const PASSWORD = "canary-password";
const TLS_HANDSHAKE = 0x16;
/** What a PostgreSQL client says to ask for TLS (protocol 3, SSLRequest), and the two answers. */
const SSL_REQUEST = Buffer.from("0000000804d2162f", "hex");
const [YES, NO] = ["S", "N"];

const lines: string[] = [];
const log = createLog(
  "test",
  "trace",
  new Writable({
    write: (chunk, _, done) => {
      lines.push(String(chunk));
      done();
    },
  }),
);

/** A server that writes down what it is told, and what it answers to each piece. */
async function listening(answer: (socket: Socket, said: Buffer) => void) {
  const heard: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("data", (data) => {
      heard.push(data);
      answer(socket, data);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { heard: () => Buffer.concat(heard), port };
}

/** A TLS server with a certificate of its own making; answers what it was told inside. */
async function untrusted() {
  const { key, cert } = selfSigned("localhost");
  const inside: Buffer[] = [];
  const server = createTlsServer({ key, cert }, (socket) => {
    socket.on("data", (data) => inside.push(data));
    socket.on("error", () => undefined);
  });
  server.on("tlsClientError", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
  });
  return { server, inside, port: (server.address() as AddressInfo).port };
}

const databaseAt = (port: number, mode = "verify-full") =>
  `postgresql://raxx:${PASSWORD}@localhost:${port}/raxx?sslmode=${mode}`;

describe("PostgreSQL with sslmode=verify-full", () => {
  test("is not told who we are by a server without TLS", async () => {
    const plain = await listening((socket) => socket.write(NO));
    const pool = createPool(databaseAt(plain.port), "raxx_web", log);
    await expect(pool.query("SELECT 1")).rejects.toThrow("does not support SSL");
    expect(plain.heard()).toEqual(SSL_REQUEST);
    await pool.end();
  });

  test("nor by one whose certificate nobody signed", async () => {
    const { server, inside } = await untrusted();
    const front = await listening((socket, said) => {
      if (!said.equals(SSL_REQUEST)) return;
      socket.removeAllListeners("data");
      socket.write(YES);
      server.emit("connection", socket);
    });
    const pool = createPool(databaseAt(front.port), "raxx_web", log);
    await expect(pool.query("SELECT 1")).rejects.toThrow(/self-signed/);
    expect(Buffer.concat(inside)).toHaveLength(0);
    await pool.end();
  });

  test("and through Prisma neither", async () => {
    const plain = await listening((socket) => socket.write(NO));
    const prisma = createPrisma(databaseAt(plain.port));
    await expect(prisma.user.count()).rejects.toThrow();
    expect(plain.heard().subarray(0, SSL_REQUEST.length)).toEqual(SSL_REQUEST);
    expect(plain.heard().includes(PASSWORD)).toBe(false);
    await prisma.$disconnect();
  });

  test("without it a connection is plain: the mode is what decides", async () => {
    const plain = await listening((socket) => socket.end());
    const pool = createPool(databaseAt(plain.port, "disable"), "raxx_web", log);
    await expect(pool.query("SELECT 1")).rejects.toThrow();
    expect(plain.heard().includes("raxx_web")).toBe(true);
    await pool.end();
  });
});

describe("Redis with rediss://", () => {
  test("begins with a handshake and not with the password", async () => {
    const plain = await listening((socket) => socket.end());
    const redis = createRedis(`rediss://:${PASSWORD}@localhost:${plain.port}`, log);
    await expect(redis.ping()).rejects.toThrow();
    redis.disconnect();
    expect(plain.heard()[0]).toBe(TLS_HANDSHAKE);
    expect(plain.heard().includes(PASSWORD)).toBe(false);
  });

  test("does not speak to a server whose certificate nobody signed", async () => {
    const { inside, port } = await untrusted();
    const redis = createRedis(`rediss://:${PASSWORD}@localhost:${port}`, log);
    await expect(redis.ping()).rejects.toThrow();
    redis.disconnect();
    expect(Buffer.concat(inside)).toHaveLength(0);
  });
});

describe("a client certificate", () => {
  const dir = mkdtempSync(path.join(tmpdir(), "raxx-tls-"));
  afterAll(() => rmSync(dir, { recursive: true }));
  const fileOf = (name: string, text: string) => {
    writeFileSync(path.join(dir, name), text);
    return encodeURIComponent(path.join(dir, name));
  };
  /** The parameters of an address: who we are, and whose word on servers we take. */
  const us = selfSigned("raxx");
  const parameters = (authority: string) =>
    [
      `sslcert=${fileOf("us.crt", us.cert)}`,
      `sslkey=${fileOf("us.key", us.key)}`,
      `sslrootcert=${fileOf("root.crt", authority)}`,
    ].join("&");

  /** A server that asks for a certificate; answers whose it was. */
  async function asking() {
    const { key, cert } = selfSigned("localhost");
    const names: string[] = [];
    const options = { key, cert, ca: us.cert, requestCert: true, rejectUnauthorized: true };
    const server = createTlsServer(options, (socket) => {
      names.push(String(socket.getPeerCertificate().subject.CN));
      socket.on("error", () => undefined);
      socket.destroy();
    });
    server.on("tlsClientError", () => undefined);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      server.close();
    });
    return { server, cert, names, port: (server.address() as AddressInfo).port };
  }

  test("is how Redis knows us, where REDIS_URL names one", async () => {
    const { cert, names, port } = await asking();
    const redis = createRedis(`rediss://localhost:${port}?${parameters(cert)}`, log);
    await expect(redis.ping()).rejects.toThrow();
    redis.disconnect();
    expect(names[0]).toBe("raxx");
  });

  test("and how PostgreSQL does, where DATABASE_URL names one", async () => {
    const { server, cert, names } = await asking();
    const front = await listening((socket, said) => {
      if (!said.equals(SSL_REQUEST)) return;
      socket.removeAllListeners("data");
      socket.write(YES);
      server.emit("connection", socket);
    });
    const pool = createPool(`${databaseAt(front.port)}&${parameters(cert)}`, "raxx_web", log);
    await expect(pool.query("SELECT 1")).rejects.toThrow();
    expect(names).toEqual(["raxx"]);
    await pool.end();
  });
});

test("the address of Redis is read whole, for jobs and everybody else", () => {
  expect(redisAddress("rediss://raxx:p%40ss@redis.example:6380/2")).toEqual({
    ...{ host: "redis.example", port: 6380, db: 2, username: "raxx", password: "p@ss" },
    tls: { servername: "redis.example" },
  });
  expect(redisAddress("redis://127.0.0.1")).toEqual({ host: "127.0.0.1", port: 6379, db: 0 });
  expect(redisAddress("redis://[::1]:1")).toMatchObject({ host: "::1", port: 1 });
});

test("no line of the log says the password", () => {
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.filter((line) => line.includes(PASSWORD))).toEqual([]);
});
