/** What the worker would send now, as the person who gets it reads it. */
import type { Deps } from "@/lib/server/deps";
import type { OutgoingMail } from "@/lib/server/mail/mail-transport";
import type { DoorWorld } from "@/lib/server/testing/door-world";
import { sendMails } from "../mail/send-mails";

export class Mailbox {
  private readonly mails: OutgoingMail[] = [];
  /** Errors the mail server answers with, one after the other. */
  readonly failures: string[] = [];
  private readonly pool;

  constructor(
    private readonly world: DoorWorld,
    private readonly deps: Pick<Deps, "env" | "log">,
  ) {
    this.pool = world.pool("raxx_worker");
  }

  /** Sends what is due and answers what this address got so far, the oldest first. */
  async read(address: string): Promise<readonly OutgoingMail[]> {
    await sendMails(this.deps, this.pool, {
      send: async (mail) => {
        const failure = this.failures.shift();
        if (failure !== undefined) throw new Error(failure);
        this.mails.push(mail);
      },
      close: () => undefined,
    });
    return this.mails.filter((mail) => mail.address === address);
  }

  async subjects(address: string): Promise<readonly string[]> {
    return (await this.read(address)).map(({ subject }) => subject.replace("[SIM] Raxx: ", ""));
  }

  /** The token behind the # of the link in the latest mail of this subject. */
  async linkToken(address: string, subject: string): Promise<string> {
    const mail = (await this.read(address)).findLast((one) => one.subject.endsWith(subject));
    return /\/link\?for=[a-z-]+#(\S+)/.exec(mail?.text ?? "")?.[1] ?? "";
  }

  /** Everything that failed is due again. */
  async hurry(): Promise<void> {
    await this.world.admin.query(
      "UPDATE mails SET due_at = now() - interval '1 second' WHERE status = 'pending'",
    );
  }
}
