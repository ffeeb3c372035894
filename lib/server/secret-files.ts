/**
 * Secrets out of files: `NAME_FILE=/run/secrets/name` stands for NAME, as containers and secret stores hand
 * them over. What is in a file is in no process list, no crash report and no child's environment.
 */
import { readFileSync } from "node:fs";

/** What of the environment is secret. docs/cryptography.md says how each is changed. */
export const SECRET_NAMES = [
  "DATABASE_URL",
  "REDIS_URL",
  "NEXTAUTH_SECRET",
  "APCA_API_KEY_ID",
  "APCA_API_SECRET_KEY",
  "SMTP_URL",
  "METRICS_TOKEN",
] as const;

type Values = Readonly<Record<string, string | undefined>>;

/** The environment with the content of its files; one that names both, or a file that is not there, is refused. */
export function withSecretFiles(values: Values): Values {
  const read: Record<string, string> = {};
  for (const name of SECRET_NAMES) {
    const file = values[`${name}_FILE`];
    if (file === undefined || file === "") continue;
    if (values[name] !== undefined) throw new Error(`set ${name} or ${name}_FILE, not both`);
    read[name] = contentOf(name, file);
  }
  return { ...values, ...read };
}

function contentOf(name: string, file: string): string {
  let text: string;
  try {
    text = readFileSync(file, "utf8").trim();
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    throw new Error(`${name}_FILE cannot be read (${code})`);
  }
  if (text === "") throw new Error(`${name}_FILE is empty`);
  return text;
}
