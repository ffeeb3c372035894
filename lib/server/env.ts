/**
 * The environment, read in one place. Parsed on first use, not on import: `next build` imports
 * everything without any of it set.
 */
import { z } from "zod";
import { DEVELOPMENT_SECRET, deploymentFaults } from "./deployment";
import { isAddressOrNetwork } from "./identity/ip-allow-list";
import { withSecretFiles } from "./secret-files";

/** Addresses and networks, with commas between them. */
const Networks = z
  .string()
  .default("")
  .transform((text) => text.split(",").map((part) => part.trim()))
  .transform((parts) => parts.filter((part) => part !== ""))
  .refine((parts) => parts.every(isAddressOrNetwork), "addresses and networks");

const Env = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  DATABASE_URL: z.string().min(1),
  REDIS_URL: z.string().min(1),
  PORT: z.coerce.number().int().min(0).default(3000), // tidy-ok: a port is not money
  GATEWAY_PORT: z.coerce.number().int().min(0).default(4001), // tidy-ok: a port is not money
  RAXX_DATA_DIR: z.string().default(".data"),
  RAXX_ORIGIN: z.url({ protocol: /^https?$/ }).default("http://localhost:3000"),
  /** The proxies in front of this copy: what they say in X-Forwarded-For is believed, of nobody else. */
  RAXX_TRUSTED_PROXIES: Networks,
  /** `encrypted` is the operator's word that the network to the stores is itself sealed, as WireGuard is. */
  RAXX_PRIVATE_NETWORK: z.enum(["encrypted"]).optional(),
  RAXX_ROLES: z.string().default("exchange,hub,gateway,matcher,jobs"),
  RAXX_SIM_SEED: z.string().default("raxx"),
  RAXX_SIM_SPEED: z.coerce.number().positive().max(10_000).default(1), // tidy-ok: a speed is not money
  /** The stocks and underlyings this deployment serves; without it all that the data account lists. */
  RAXX_SYMBOLS: z
    .string()
    .transform((text) => new Set(text.split(",").map((symbol) => symbol.trim())))
    .optional(),
  NEXTAUTH_SECRET: z.string().min(16).default(DEVELOPMENT_SECRET),
  /** With both set, market data comes from Alpaca instead of the simulated exchange. */
  APCA_API_KEY_ID: z.string().optional(),
  APCA_API_SECRET_KEY: z.string().optional(),
  /** Which feeds the Alpaca data plan has: the free one is iex and indicative. */
  RAXX_STOCK_FEED: z.enum(["sip", "iex"]).default("iex"),
  RAXX_OPTION_FEED: z.enum(["opra", "indicative"]).default("indicative"),
  /** Where mails are sent from; without it they become files in the data directory. */
  SMTP_URL: z.url().optional(),
  RAXX_MAIL_FROM: z.string().optional(),
  /** Who has it may read /metrics; without it there is no such page. */
  METRICS_TOKEN: z.string().min(16).optional(),
  /** Where traces of orders go; the standard name, with which its headers may be set too. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  LOG_LEVEL: z.string().default("info"),
});
export type Env = z.infer<typeof Env>;

let parsed: Env | null = null;

/** The parsed environment; throws one sentence that names what is missing, or why this copy may not start. */
export function env(): Env {
  parsed ??= readEnv(process.env);
  return parsed;
}

/** An environment as it is given. */
export function readEnv(given: Readonly<Record<string, string | undefined>>): Env {
  const result = Env.safeParse(withSecretFiles(given));
  if (!result.success) {
    const names = result.error.issues.map((issue) => issue.path.join(".")).join(", ");
    throw new Error(`set ${names}: npm start does it for you, see README.md`);
  }
  const faults = deploymentFaults(result.data);
  if (faults.length > 0) throw new Error(`this copy does not start: ${faults.join("; ")}`);
  return result.data;
}
