// A secret as the environment gives it: by itself, or in the file that NAME_FILE names, as lib/server/secret-files.ts reads it.
import { readFileSync } from "node:fs";

export function givenSecret(name) {
  const file = process.env[`${name}_FILE`];
  return file ? readFileSync(file, "utf8").trim() : process.env[name];
}
