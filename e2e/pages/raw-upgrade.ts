/** A WebSocket handshake written by hand, for request targets no client library would send. */
import { connect } from "node:net";
import { BASE_URL } from "./bot";

const PATIENCE_MS = 3_000;

/** The status line of the answer to an upgrade, once the server closed the socket; else it throws. */
export function upgradeAnswer(target: string): Promise<string> {
  const { hostname, port } = new URL(BASE_URL);
  const handshake = [
    `GET ${target} HTTP/1.1`,
    `Host: ${hostname}:${port}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  ];
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => {
      socket.write(`${handshake.join("\r\n")}\r\n\r\n`);
    });
    socket.setTimeout(PATIENCE_MS, () => {
      socket.destroy();
      reject(new Error(`${target} left the socket open after "${answer}"`));
    });
    socket.on("data", (data) => {
      answer += data.toString("latin1");
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(answer.split("\r\n", 1)[0] ?? ""));
  });
}
