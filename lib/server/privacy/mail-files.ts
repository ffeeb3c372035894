/** Files that were written to somebody: counted or deleted by the address in their head. */
import { readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import type { Env } from "../env";
import { FILE_PLACES } from "./personal-data";

/** Counts or deletes the mails to an address. */
export async function eraseMailFiles(
  env: Pick<Env, "RAXX_DATA_DIR">,
  address: string,
  what: "count" | "delete",
): Promise<number> {
  let found = 0;
  for (const { dir, ending } of FILE_PLACES) {
    const place = path.join(env.RAXX_DATA_DIR, dir);
    const names = await readdir(place).catch(() => []); // nothing was ever written
    for (const name of names.filter((one) => one.endsWith(ending))) {
      const file = path.join(place, name);
      if (!(await isTo(file, address))) continue;
      found += 1;
      if (what === "delete") await rm(file, { force: true });
    }
  }
  return found;
}

async function isTo(file: string, address: string): Promise<boolean> {
  const text = await readFile(file, "utf8").catch(() => "");
  const [head = ""] = text.split("\r\n\r\n", 1);
  const line = /^To: (.*)$/im.exec(head)?.[1]?.trim().toLowerCase() ?? "";
  return line === address.toLowerCase() || line.endsWith(`<${address.toLowerCase()}>`);
}
