import { defineConfig } from "prisma/config";

export default defineConfig({
  schema: "prisma/schema", // a folder: one file per domain
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "" },
});
