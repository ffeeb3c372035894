import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { postWebhook } from "./post-webhook";
import { findUrlFault, isPublicAddress } from "./safe-address";

const PUBLIC = { loopback: false };

test.each([
  ["https://hooks.example.com/raxx?x=1", null],
  ["https://hooks.example.com:8443/", null],
  ["https://8.8.8.8/", null],
  ["https://[2606:4700::1111]/", null],
  ["http://hooks.example.com/", "must be an https URL"],
  ["ftp://hooks.example.com/", "must be an https URL"],
  ["//hooks.example.com/", "must be an https URL"],
  ["https://hooks.example.com/\u0000", "must be an https URL"],
  ["https://hooks.example.com/\ud800", "must be an https URL"],
  [`https://hooks.example.com/${"x".repeat(2_048)}`, "must be an https URL"],
  ["https://me:pw@hooks.example.com/", "must not contain credentials"],
  ["https://localhost/", "must name a public host"],
  ["https://redis:6379/", "must name a public host"],
  ["https://internal./", "must name a public host"],
  ["https://127.0.0.1/", "must name a public host"],
  // 2130706433, 0x7f.1 and 0177.0.0.1 are all 127.0.0.1: the URL parser writes them out.
  ["https://2130706433/", "must name a public host"],
  ["https://0x7f.1/", "must name a public host"],
  ["https://0177.0.0.1/", "must name a public host"],
  ["https://10.1.2.3/", "must name a public host"],
  ["https://169.254.169.254/latest/meta-data/", "must name a public host"],
  ["https://[::1]/", "must name a public host"],
  ["https://[::ffff:10.0.0.1]/", "must name a public host"],
  ["https://[fd00::1]/", "must name a public host"],
])("%s: %s", (url, fault) => {
  expect(findUrlFault(url, PUBLIC)).toBe(fault);
});

test.each([
  ["172.15.255.255", true],
  ["172.16.0.0", false],
  ["172.31.255.255", false],
  ["172.32.0.0", true],
  ["100.63.255.255", true],
  ["100.64.0.1", false],
  ["224.0.0.1", false],
  ["255.255.255.255", false],
  ["::ffff:127.0.0.1", false],
  ["64:ff9b::a00:1", false],
  ["2002:a00:1::", false],
  ["fe80::1", false],
  ["2606:4700::1111", true],
  ["not an address", false],
])("%s is public: %s", (address, expected) => {
  expect(isPublicAddress(address, PUBLIC)).toBe(expected);
});

test("a name that leads to loopback is not connected to, whatever it was when it was checked", async () => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  // localhost has no dot and is refused by name; a name with one is refused by where it leads.
  for (const host of ["localhost", "127.0.0.1", "localhost.localdomain"]) {
    const sent = postWebhook(`https://${host}:${port}/`, { body: "{}", headers: {} }, PUBLIC);
    await expect(sent).rejects.toThrow();
  }
  expect(asked).toBe(0);
  server.close();
});
