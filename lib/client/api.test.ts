import { afterEach, expect, test, vi } from "vitest";
import { sendJson } from "./api";

afterEach(() => {
  vi.unstubAllGlobals();
});

const answering = (answer: () => Promise<Response>) => vi.stubGlobal("fetch", answer);

test.each([202, 204])("an answer of %i without a body is a success", async (status) => {
  answering(async () => new Response(null, { status }));
  expect(await sendJson("POST", "/api/recovery/link", {})).toEqual({ ok: true, value: null });
});

test("a body is the value, a refusal its code and sentence", async () => {
  answering(async () => Response.json({ ticket: "t" }));
  expect(await sendJson("POST", "/x")).toEqual({ ok: true, value: { ticket: "t" } });
  answering(async () =>
    Response.json({ code: "conflict", message: "Not twice." }, { status: 409 }),
  );
  expect(await sendJson("POST", "/x")).toEqual({
    ...{ ok: false, code: "conflict", message: "Not twice." },
  });
});

test("what is no answer of ours is a connection that failed", async () => {
  answering(async () => new Response("<html>", { status: 502 }));
  expect(await sendJson("POST", "/x")).toMatchObject({ ok: false, code: "network" });
  answering(async () => Promise.reject(new TypeError("fetch failed")));
  expect(await sendJson("POST", "/x")).toMatchObject({ ok: false, code: "network" });
});
