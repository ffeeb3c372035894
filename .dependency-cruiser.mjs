/** The arrows of docs/ARCHITECTURE.md. Every rule is an error; scripts/check.mjs fails when no module was seen. */
const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

export default {
  forbidden: [
    rule(
      "engine-is-pure",
      "The engine imports only itself: no packages, no Node, no shell.",
      { path: "^lib/engine/", pathNot: "\\.test\\.ts$|/testing/" },
      { pathNot: "^lib/engine/" },
    ),
    rule(
      "wire-sees-engine-and-zod",
      "lib/wire is the shape of the boundaries: engine types and zod, nothing that runs.",
      { path: "^lib/wire/", pathNot: "\\.test\\.ts$" },
      { pathNot: "^lib/(engine|wire)/|^node_modules/zod" },
    ),
    rule(
      "server-has-no-next",
      "The shell runs in the worker too, where there is no Next, React or page.",
      { path: "^lib/server/" },
      {
        path: "^(lib/(http|client)|app|components|worker)/|^node_modules/(next|next-auth|react|react-dom)/",
      },
    ),
    rule(
      "http-has-no-next",
      "Handlers are Request -> Response; only lib/http/next may know Next.",
      { path: "^lib/http/", pathNot: "^lib/http/next/" },
      {
        path: "^(lib/client|app|components|worker)/|^node_modules/(next|next-auth|react|react-dom)/",
      },
    ),
    rule(
      "browser-never-sees-server",
      "Components and browser code must not pull the shell, the worker or Prisma into a bundle.",
      { path: "^(components|lib/client)/" },
      { path: "^(lib/(server|http)|worker|app|prisma)/" },
    ),
    rule(
      "worker-has-no-next",
      "The worker is a plain Node program.",
      { path: "^worker/" },
      {
        path: "^(app|components|lib/client|lib/http/next)/|^node_modules/(next|next-auth|react|react-dom)/",
      },
    ),
    rule(
      "app-never-imports-worker",
      "Web and worker meet in Postgres and Redis, with shapes from lib/wire.",
      { path: "^(app|components|lib)/|^server\\.ts$" },
      { path: "^worker/" },
    ),
    rule(
      "prisma-only-in-server",
      "The generated client is an implementation detail of the shell.",
      { pathNot: "^(lib/server|prisma)/" },
      { path: "^prisma/generated/" },
    ),
    rule(
      "no-test-helpers-in-product",
      "Builders and fakes are for tests.",
      { pathNot: "\\.test\\.tsx?$|/testing/|^(e2e|bench|scripts)/" },
      { path: "/testing/|\\.test\\.tsx?$" },
    ),
    rule("no-cycles", "A cycle hides which part comes first.", {}, { circular: true }),
  ],
  options: {
    doNotFollow: { path: "node_modules|prisma/generated" },
    exclude: { path: "^(\\.next|dist|\\.data)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
  },
};
