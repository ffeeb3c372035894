/** One socket: where it comes from, and sending without growing without bound. */
import type { IncomingMessage } from "node:http";
import type { WebSocket } from "ws";

/** A reader this far behind is closed: it can come back and resume, memory cannot. */
const BUFFERED_MAX = 1_048_576;
const TRY_AGAIN = 1013;

/** The address of a client, as server.ts wrote it before it piped the upgrade here. */
export function clientIpOf({ headers }: IncomingMessage): string {
  const ip = headers["x-raxx-client-ip"];
  return typeof ip === "string" ? ip : "unknown";
}

/** Sends a frame; false when the socket was closed for being slow or is gone. */
export function sendFrame(socket: WebSocket, data: string | Buffer): boolean {
  if (socket.readyState !== socket.OPEN) return false;
  if (socket.bufferedAmount > BUFFERED_MAX) {
    socket.close(TRY_AGAIN, "too slow");
    return false;
  }
  socket.send(data);
  return true;
}
