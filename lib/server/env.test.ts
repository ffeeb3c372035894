import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readEnv } from "./env";
import { SECRET_NAMES } from "./secret-files";

const LOCAL = {
  NODE_ENV: "production",
  DATABASE_URL: "postgresql://raxx:pw@127.0.0.1:5432/raxx",
  REDIS_URL: "redis://127.0.0.1:6379",
};
const PUBLIC = {
  ...LOCAL,
  RAXX_ORIGIN: "https://raxx.example",
  NEXTAUTH_SECRET: "0123456789abcdef0123456789abcdef",
};

describe("a copy the public reaches", () => {
  test("starts with https, a secret of its own and sealed ways to its stores", () => {
    expect(readEnv(PUBLIC).RAXX_ORIGIN).toBe("https://raxx.example");
    const remote = {
      ...PUBLIC,
      DATABASE_URL: "postgresql://raxx:pw@db.example/raxx?sslmode=verify-full",
      REDIS_URL: "rediss://:pw@redis.example:6380",
      SMTP_URL: "smtps://u:p@mail.example",
      OTEL_EXPORTER_OTLP_ENDPOINT: "https://traces.example",
    };
    expect(readEnv(remote)).toMatchObject(remote);
  });

  test.each([
    [{ RAXX_ORIGIN: "http://raxx.example" }, "RAXX_ORIGIN must be https"],
    [{ RAXX_ORIGIN: "http://192.168.0.7:3000" }, "RAXX_ORIGIN must be https"],
    [{ RAXX_ORIGIN: "http://localhost.evil.example" }, "RAXX_ORIGIN must be https"],
    [{ NEXTAUTH_SECRET: undefined }, "NEXTAUTH_SECRET must be 32"],
    [{ NEXTAUTH_SECRET: "0123456789abcdef" }, "NEXTAUTH_SECRET must be 32"],
    [{ DATABASE_URL: "postgresql://raxx:pw@db.example/raxx" }, "sslmode=verify-full"],
    [
      { DATABASE_URL: "postgresql://raxx:pw@db.example/raxx?sslmode=disable" },
      "sslmode=verify-full",
    ],
    [
      { DATABASE_URL: "postgresql://raxx:pw@db.example/raxx?sslmode=no-verify" },
      "sslmode=verify-full",
    ],
    [{ DATABASE_URL: "postgresql://raxx:pw@localhost/raxx?host=db.example" }, "sslmode="],
    [{ REDIS_URL: "redis://redis.example" }, "rediss://"],
    [{ SMTP_URL: "smtp://mail.example" }, "smtps://"],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: "http://traces.example" }, "must be https"],
  ])("with %j does not start", (wrong, why) => {
    expect(() => readEnv({ ...PUBLIC, ...wrong })).toThrow(why);
  });

  test("says all that is wrong at once, and no secret of it", () => {
    const wrong = { ...PUBLIC, NEXTAUTH_SECRET: "canary-canary-canary" };
    const both = { ...wrong, REDIS_URL: "redis://:canary@redis.example" };
    expect(() => readEnv(both)).toThrow(/^(?!.*canary).*NEXTAUTH_SECRET.*REDIS_URL/);
  });

  test("may speak in the clear where its operator says the network is sealed", () => {
    const inside = { ...PUBLIC, REDIS_URL: "redis://redis.internal" };
    expect(readEnv({ ...inside, RAXX_PRIVATE_NETWORK: "encrypted" }).REDIS_URL).toBe(
      inside.REDIS_URL,
    );
    expect(() => readEnv({ ...inside, RAXX_PRIVATE_NETWORK: "yes" })).toThrow("RAXX_PRIVATE_N");
  });
});

test.each([
  ...["http://localhost:3000", "http://127.0.0.1:3500", "http://[::1]:3000"],
  "http://raxx.localhost:3000",
])("a copy of one's own, at %s, starts as it is", (RAXX_ORIGIN) => {
  expect(readEnv({ ...LOCAL, RAXX_ORIGIN }).RAXX_ORIGIN).toBe(RAXX_ORIGIN);
});

test("a development copy may be looked at from the next room", () => {
  const dev = { ...LOCAL, NODE_ENV: "development", RAXX_ORIGIN: "http://192.168.0.7:3000" };
  expect(readEnv(dev).RAXX_ORIGIN).toBe(dev.RAXX_ORIGIN);
});

test("proxies are addresses and networks, and nothing else", () => {
  const listed = readEnv({ ...LOCAL, RAXX_TRUSTED_PROXIES: "10.0.0.0/8, fd00::/8" });
  expect(listed.RAXX_TRUSTED_PROXIES).toEqual(["10.0.0.0/8", "fd00::/8"]);
  expect(readEnv(LOCAL).RAXX_TRUSTED_PROXIES).toEqual([]);
  expect(() => readEnv({ ...LOCAL, RAXX_TRUSTED_PROXIES: "*" })).toThrow("RAXX_TRUSTED_PROXIES");
});

describe("a secret out of a file", () => {
  const dir = mkdtempSync(path.join(tmpdir(), "raxx-env-"));
  afterAll(() => rmSync(dir, { recursive: true }));
  const fileOf = (text: string) => {
    const file = path.join(dir, "secret");
    writeFileSync(file, text);
    return file;
  };

  test.each(SECRET_NAMES)("%s is what the file says, without its line end", (name) => {
    const { [name]: _, ...rest } = { ...LOCAL } as Record<string, string>;
    const text = "smtp://from-a-file.localhost";
    expect(readEnv({ ...rest, [`${name}_FILE`]: fileOf(`${text}\n`) })[name]).toBe(text);
  });

  test("a file that is not there, an empty one and a name given twice are refused", () => {
    const given = { ...LOCAL, NEXTAUTH_SECRET_FILE: path.join(dir, "nothing") };
    expect(() => readEnv(given)).toThrow("NEXTAUTH_SECRET_FILE cannot be read (ENOENT)");
    expect(() => readEnv({ ...LOCAL, SMTP_URL_FILE: fileOf("\n") })).toThrow("is empty");
    expect(() => readEnv({ ...LOCAL, REDIS_URL_FILE: fileOf("x") })).toThrow("not both");
  });
});
