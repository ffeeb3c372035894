// Ports: who has one, and which one is free.
import { readFileSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";

/** A free loopback port. The system hands out random ones, so two copies asking at once do not meet. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Says whether this program could listen on the port, on loopback and on every address. */
export async function isPortFree(port) {
  return (
    (await canListen(port, "127.0.0.1")) &&
    (await canListen(port, "0.0.0.0")) &&
    !(await answers(port))
  );
}

/**
 * The port kept in `file` when it is still free, else a new one, kept for next time.
 *
 * Restarts keep their ports so that an open psql or a bookmarked URL goes on working.
 */
export async function rememberedPort(file) {
  const kept = readPort(file);
  if (kept !== null && (await isPortFree(kept))) return kept;

  const port = await freePort();
  writeFileSync(file, String(port));
  return port;
}

/** Resolves true once something accepts connections on the loopback port. */
function answers(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1", timeout: 1000 });
    const finish = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => finish(true));
    socket.once("timeout", () => finish(false));
    socket.once("error", () => finish(false));
  });
}

function canListen(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

function readPort(file) {
  try {
    const port = Number(readFileSync(file, "utf8"));
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
  } catch {
    return null; // first start: nothing is remembered yet
  }
}
