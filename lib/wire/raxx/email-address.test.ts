import { expect, test } from "vitest";
import { emailAddress } from "./email-address";

const Email = emailAddress("no address");

test.each([
  ["a@b.c", "a@b.c"], // what the operator's own help says
  ["Pat@Example.com", "pat@example.com"],
  ["pat+weekly@example.co.uk", "pat+weekly@example.co.uk"],
])("%s is one", (text, kept) => {
  expect(Email.parse(text)).toBe(kept);
});

test.each(["", "pat", "pat@", "@example.com", "a b@c.d", `${"a".repeat(251)}@b.c`, "a@b.c\nx: y"])(
  "%j is none",
  (text) => {
    expect(Email.safeParse(text).error?.issues[0]?.message).toBe("no address");
  },
);
