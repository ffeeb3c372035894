/**
 * Everything a stranger can reach, read from what the build is made of: the table of the program API, the
 * route and page files of `app`, the exports of "use server" files and the socket paths of server.ts.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ROUTES } from "../table";

export const ROOT = path.resolve(import.meta.dirname, "../../..");

const read = (file: string) => readFileSync(path.join(ROOT, file), "utf8");
const files = (dir: string) =>
  readdirSync(path.join(ROOT, dir), { recursive: true, encoding: "utf8" })
    .map((file) => `${dir}/${file}`)
    .sort();

/** The address of a file of `app`: groups in parentheses are no part of it. */
function addressOf(file: string): string {
  const parts = path.dirname(file).split("/").slice(1);
  return `/${parts.filter((part) => !part.startsWith("(")).join("/")}`;
}

export interface Endpoint {
  /** Such as "POST /api/sessions". */
  readonly name: string;
  readonly file: string;
  /** Its expression, such as "mountApi(createSession)"; empty where a file exports it by itself. */
  readonly mounted: string;
}

/** Methods a route file exports, in each way that TypeScript has. */
function methodsOf(text: string): readonly (readonly [method: string, mounted: string])[] {
  const VERB = "(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)";
  const found = [
    ...text.matchAll(new RegExp(`export const ${VERB} = ([\\s\\S]*?);\\n`, "g")),
    ...text.matchAll(new RegExp(`export (?:async )?function ${VERB}\\(()`, "g")),
    ...text.matchAll(new RegExp(`(?:\\w+ as )${VERB}\\b()`, "g")),
  ];
  return found.map(([, method = "", mounted = ""]) => [method, mounted]);
}

/** What Next answers, by the files it is built from; the program API behind its catch-all is elsewhere. */
export const ENDPOINTS: readonly Endpoint[] = files("app")
  .filter((file) => path.basename(file) === "route.ts")
  .flatMap((file) =>
    methodsOf(read(file)).map(([method, mounted]) => ({
      ...{ name: `${method} ${addressOf(file)}`, file, mounted },
    })),
  );

/** The program API: one name for each row of its table. */
export const PROGRAM_ROUTES = ROUTES.map((route) => ({
  name: `${route.method} ${route.pattern}`,
  route,
}));

/** Pages, by address. */
export const PAGES: readonly string[] = files("app")
  .filter((file) => path.basename(file) === "page.tsx")
  .map(addressOf);

export interface ServerAction {
  readonly name: string;
  readonly file: string;
}

/** Files with functions that a browser may call by itself: they say so in their first line or, hidden, further down. */
export const ACTION_FILES: readonly string[] = ["app", "components", "lib"]
  .flatMap(files)
  .filter((file) => /\.tsx?$/.test(file) && !file.includes(".test.") && !file.includes("/testing/"))
  .filter((file) => /^\s*["']use server["']/m.test(read(file)));

export const SERVER_ACTIONS: readonly ServerAction[] = ACTION_FILES.flatMap((file) =>
  [...read(file).matchAll(/export (?:async function|const) (\w+)/g)].map(([, name = ""]) => ({
    ...{ name, file },
  })),
);
