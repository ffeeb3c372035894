/** Mails as they lie in the data directory of a copy without a mail server. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "playwright/test";

const DIR = path.join(process.env.RAXX_DATA_DIR ?? ".data", "mail");
/** The worker looks for mails to send once a second. */
const SENT_MS_MAX = 20_000;

/** Quoted-printable as mails are written in it (RFC 2045 §6.7). */
function plain(text: string): string {
  return text
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function mailsTo(address: string): readonly string[] {
  let names: string[] = [];
  try {
    names = readdirSync(DIR).filter((name) => name.endsWith(".eml"));
  } catch {
    return []; // nobody was sent anything yet
  }
  const mails = names.map((name) => plain(readFileSync(path.join(DIR, name), "utf8")));
  return mails.filter((mail) => mail.includes(`To: ${address}`));
}

/** The link of a kind that was mailed to an address, as a path of the site; waits until it is sent. */
export async function mailedLink(address: string, purpose: string): Promise<string> {
  const link = new RegExp(`/link\\?for=${purpose}#[A-Za-z0-9_-]+`);
  const find = () => mailsTo(address).map((mail) => link.exec(mail)?.[0]);
  let found: string | undefined;
  await expect
    .poll(
      () => {
        found = find().find((one) => one !== undefined);
        return found;
      },
      { timeout: SENT_MS_MAX, message: `a mail to ${address} with a link to ${purpose}` },
    )
    .toBeDefined();
  return found ?? "";
}
