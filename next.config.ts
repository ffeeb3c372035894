import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  // Turbopack would otherwise guess the root from lockfiles further up.
  turbopack: { root: import.meta.dirname },
  // These open sockets or load native code: they stay in node_modules, outside the bundle.
  serverExternalPackages: ["pg", "ioredis", "bullmq", "pino", "@prisma/client"],
  images: { unoptimized: true },
  // `npm run check` and `npm test` run tsc over everything; once is enough.
  typescript: { ignoreBuildErrors: true },
  // `next dev` would write an AGENTS.md into the repository.
  agentRules: false,
  devIndicators: false,
};

export default config;
