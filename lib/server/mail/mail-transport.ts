/** How mails leave: over SMTP_URL, else as files a person can open, in the data directory (decisions 23). */
import { randomUUID } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import nodemailer from "nodemailer";
import type { Env } from "../env";
import type { WrittenMail } from "./mail-texts";

export interface OutgoingMail extends WrittenMail {
  readonly id: string;
  readonly address: string;
}

export interface MailTransport {
  /** Throws when the mail was not taken. */
  send(mail: OutgoingMail): Promise<void>;
  close(): void;
}

const WAIT_MS_MAX = 15_000;

type Needs = Pick<Env, "RAXX_DATA_DIR" | "RAXX_ORIGIN" | "SMTP_URL" | "RAXX_MAIL_FROM">;

/** The way of this deployment. */
export function mailTransport(env: Needs): MailTransport {
  return env.SMTP_URL === undefined ? toFiles(env) : overSmtp(env, env.SMTP_URL);
}

/** Where mails lie when there is no server to send them. */
function mailDir({ RAXX_DATA_DIR }: Pick<Env, "RAXX_DATA_DIR">): string {
  return path.join(RAXX_DATA_DIR, "mail");
}

function overSmtp(env: Needs, url: string): MailTransport {
  const transport = nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: 2,
    connectionTimeout: WAIT_MS_MAX,
    greetingTimeout: WAIT_MS_MAX,
    socketTimeout: WAIT_MS_MAX,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async (mail) => {
      await transport.sendMail(messageOf(env, mail));
    },
    close: () => transport.close(),
  };
}

function toFiles(env: Needs): MailTransport {
  const transport = nodemailer.createTransport({ streamTransport: true, buffer: true });
  const dir = mailDir(env);
  return {
    send: async (mail) => {
      const { message } = await transport.sendMail(messageOf(env, mail));
      await mkdir(dir, { recursive: true, mode: 0o700 });
      const file = path.join(dir, `${mail.id}.eml`);
      const part = `${file}.${randomUUID()}`;
      await writeFile(part, message as Buffer, { mode: 0o600 });
      await rename(part, file); // whoever watches the directory sees whole mails only
    },
    close: () => undefined,
  };
}

/** The id is that of the row: a mail that was sent twice shows as one. */
function messageOf(env: Needs, { id, address, subject, text }: OutgoingMail) {
  const { hostname } = new URL(env.RAXX_ORIGIN);
  return {
    from: env.RAXX_MAIL_FROM ?? `Raxx <no-reply@${hostname}>`,
    to: { name: "", address },
    subject,
    text,
    messageId: `<${id}@${hostname}>`,
    headers: { "X-Raxx-Environment": "paper", "Auto-Submitted": "auto-generated" },
  };
}
