// A secret as the environment gives it: by itself, or in the file that NAME_FILE names, as lib/server/secret-files.ts reads it.
import { readFileSync } from "node:fs";
import { PlainError } from "./plain-error.mjs";

/** Undefined when nothing is given. A file that is empty is refused: taken for nothing, it would start other stores in silence. */
export function givenSecret(name) {
  const file = process.env[`${name}_FILE`];
  if (!file) return process.env[name];
  if (process.env[name] !== undefined)
    throw new PlainError(`set ${name} or ${name}_FILE, not both`);
  const text = contentOf(name, file);
  if (text === "") throw new PlainError(`${name}_FILE is empty`);
  return text;
}

function contentOf(name, file) {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    throw new PlainError(`${name}_FILE cannot be read (${error.code ?? "unknown"})`);
  }
}
