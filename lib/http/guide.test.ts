import { expect, test } from "vitest";
import { endpointGroups, guideSteps, llmsText } from "./guide";
import { createRouter } from "./router";
import { ROUTES } from "./table";

test("every command of the quick start asks for a route that is there", () => {
  const router = createRouter(ROUTES);
  const asked = guideSteps("https://raxx.test").flatMap(({ command }) => {
    const path = /\$RAXX(\/[^\s]+)/.exec(command)?.[1];
    return path === undefined ? [] : [{ path, method: command.includes(" -d ") ? "POST" : "GET" }];
  });
  expect(asked).toHaveLength(4);
  for (const { path, method } of asked) expect(router(method, path).kind, path).toBe("found");
});

test("every route is listed, for people and for programs", () => {
  const text = llmsText(ROUTES, "https://raxx.test");
  const listed = endpointGroups(ROUTES).flatMap(({ endpoints }) => endpoints);
  const declared = ROUTES.filter(({ contract }) => contract !== undefined);
  expect(listed).toHaveLength(declared.length);
  for (const { method, pattern } of declared) expect(text).toContain(`- ${method} ${pattern}: `);
  expect(text).toContain("https://raxx.test/openapi.json");
});
