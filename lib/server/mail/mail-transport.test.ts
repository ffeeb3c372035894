/** A mail as a file, and over a mail server that writes down what it was told. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { writeMail } from "./mail-texts";
import { mailTransport } from "./mail-transport";

const dir = mkdtempSync(path.join(tmpdir(), "raxx-mail-"));
afterAll(() => rmSync(dir, { recursive: true }));
const env = { RAXX_DATA_DIR: dir, RAXX_ORIGIN: "https://raxx.example", SMTP_URL: undefined };
const written = writeMail("tier_changed", {
  ...{ detail: { from: "free", to: "pro\r\nBcc: eve@evil.example" }, link: "" },
  ...{ atMs: Date.UTC(2026, 10, 20, 9, 30), origin: "https://raxx.example" },
});
const mail = { ...written, id: "018f5e2e-0000-7000-8000-000000000001", address: "pat@example.com" };

function expectOurs(message: string): void {
  const [head = ""] = message.split("\r\n\r\n", 1);
  expect(head).toContain("Subject: [SIM] Raxx: Your plan was changed");
  expect(head).toContain("To: pat@example.com");
  expect(head).toContain("X-Raxx-Environment: paper");
  expect(head).toContain("Message-ID: <018f5e2e-0000-7000-8000-000000000001@raxx.example>");
  expect(head).not.toContain("Bcc");
  expect(message).toContain("Time: 2026-11-20 09:30 UTC");
}

test("without a server a mail is a file of its owner alone", async () => {
  const transport = mailTransport(env as never);
  await Promise.all([transport.send(mail), transport.send(mail)]);
  const files = readdirSync(path.join(dir, "mail"));
  expect(files).toEqual([`${mail.id}.eml`]);
  const file = path.join(dir, "mail", files[0] ?? "");
  expect(statSync(file).mode & 0o077).toBe(0);
  expectOurs(readFileSync(file, "utf8"));
});

test("a server gets it whole; one that refuses is an error", async () => {
  const heard: string[] = [];
  let refuses = false;
  const server = createServer((socket) => speak(socket, heard, () => refuses));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const transport = mailTransport({ ...env, SMTP_URL: `smtp://127.0.0.1:${port}` } as never);
  await transport.send(mail);
  expectOurs(heard.join(""));
  refuses = true;
  await expect(transport.send(mail)).rejects.toThrow("550");
  transport.close();
  server.close();
});

/** As little SMTP as a client needs (RFC 5321 §4.1). */
function speak(socket: Socket, heard: string[], refuses: () => boolean): void {
  let inData = false;
  socket.write("220 test\r\n");
  socket.on("data", (bytes) => {
    const text = bytes.toString("utf8");
    if (inData) {
      heard.push(text);
      if (!text.endsWith("\r\n.\r\n")) return;
      inData = false;
      return void socket.write("250 taken\r\n");
    }
    if (/^EHLO/i.test(text)) return void socket.write("250 test\r\n");
    if (/^RCPT/i.test(text) && refuses()) return void socket.write("550 no such person\r\n");
    inData = /^DATA/i.test(text);
    socket.write(inData ? "354 go on\r\n" : "250 ok\r\n");
  });
}
