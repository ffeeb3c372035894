/** What mails say. Plain text, no tracking, and nobody is asked to reply with anything. */
export type MailDetail = Readonly<Record<string, unknown>>;

interface Told {
  readonly detail: MailDetail;
  /** The link of the mail; empty for one without. */
  readonly link: string;
}

interface MailText {
  readonly subject: string;
  readonly lines: (told: Told) => readonly string[];
}

const NOT_YOU =
  "If this was not you: sign in, end the other sessions and remove the passkey you do not know, under Settings.";

/** A notice, as it is in the app (lib/wire/raxx/notices.ts). */
const NOTICE = ({ detail }: Told) => [
  `${detail.text}`,
  `Account: ${detail.account}. What you are told of, and where, you choose under Settings, Notifications.`,
];

const TEXTS = {
  notice_price: { subject: "A price you wait for", lines: NOTICE },
  notice_fill: { subject: "A simulated fill", lines: NOTICE },
  notice_assignment: { subject: "An assignment", lines: NOTICE },
  notice_expiry: { subject: "Options expire", lines: NOTICE },
  new_device: {
    subject: "Sign-in from a new device",
    lines: ({ detail }) => [
      `Somebody signed in with your passkey from ${detail.device}, in the network ${detail.ipPrefix}.`,
      NOT_YOU,
    ],
  },
  passkey_added: {
    subject: "A passkey was added",
    lines: ({ detail }) => [`The passkey "${detail.name}" can now open your account.`, NOT_YOU],
  },
  passkey_removed: {
    subject: "A passkey was removed",
    lines: () => ["A passkey of your account was removed; it opens nothing any more.", NOT_YOU],
  },
  passkey_locked: {
    subject: "A passkey was locked",
    lines: () => [
      "A passkey of yours was used with an old counter, so it may have been copied. It is locked. Sign in with another one and remove it.",
    ],
  },
  recovery_codes_made: {
    subject: "New recovery codes were made",
    lines: () => ["Ten new recovery codes were made; the earlier ones are void.", NOT_YOU],
  },
  recovery_link: {
    subject: "Come back without a passkey",
    lines: ({ link }) => [
      "Somebody asked for a way into your account without a passkey. If it was you, open this link within an hour:",
      link,
      "It starts a day of waiting. After that day the same link lets you make a new passkey, once. If it was not you, do nothing: the link does nothing by itself.",
    ],
  },
  recovery_started: {
    subject: "A recovery of your account has begun",
    lines: ({ link }) => [
      "In a day, whoever began it can make a new passkey for your account; then every session ends.",
      "If this was not you, cancel it with this link:",
      link,
    ],
  },
  recovery_canceled: {
    subject: "The recovery was canceled",
    lines: () => ["The recovery of your account was canceled. Nothing was changed."],
  },
  recovered: {
    subject: "Your account was recovered",
    lines: ({ detail }) => [
      `The passkey "${detail.name}" was made for your account, and every other session ended.`,
      NOT_YOU,
    ],
  },
  api_key_created: {
    subject: "An API key was made",
    lines: ({ detail }) => [
      `The key "${detail.name}" (${detail.keyId}) can now use your paper account.`,
      NOT_YOU,
    ],
  },
  api_key_revoked: {
    subject: "An API key was revoked",
    lines: () => ["A program's key to your paper account was revoked.", NOT_YOU],
  },
  tier_changed: {
    subject: "Your plan was changed",
    lines: ({ detail }) => [`Your plan was changed from ${detail.from} to ${detail.to}.`],
  },
  erasure_asked: {
    subject: "Your account will be erased",
    lines: ({ detail, link }) => [
      `You asked us to erase everything about you. It happens on ${detail.at}. Until then nothing trades: working orders were canceled, and sessions, keys, apps and webhooks ended.`,
      "To keep the account, sign in with your passkey or open this link within the seven days:",
      link,
    ],
  },
  erasure_undone: {
    subject: "Your account stays",
    lines: () => [
      "The erasure of your account was undone. Nothing was deleted. Keys, apps, webhooks and recovery codes that had ended stay ended.",
      NOT_YOU,
    ],
  },
  erased: {
    subject: "Your account was erased",
    lines: ({ detail }) => [
      `This is the receipt. Everything we held about you was deleted: ${detail.rows} rows, and what was in our queues and files. We looked again afterwards and found nothing.`,
      "What is left is a random number that says that an account was erased, so that a backup that is ever restored is erased again; backups run out within 35 days. This address is deleted from our queue as soon as this mail is sent.",
    ],
  },
  verify_email: {
    subject: "Confirm your email address",
    lines: ({ link }) => [
      "Open this link within a day to confirm that this address is yours. Then a mailed link can bring you back if you lose every passkey.",
      link,
    ],
  },
} as const satisfies Record<string, MailText>;

export type MailKind = keyof typeof TEXTS;

/** Whether a kind is told of by mail. */
export function isMailKind(kind: string): kind is MailKind {
  return kind in TEXTS;
}

export interface WrittenMail {
  readonly subject: string;
  readonly text: string;
}

/** A mail as it is sent; every one says that what it comes from is simulated (experience.md §4.6). */
export function writeMail(
  kind: MailKind,
  told: Told & { readonly atMs: number; readonly origin: string },
): WrittenMail {
  const { subject, lines }: MailText = TEXTS[kind];
  const at = new Date(told.atMs).toISOString().slice(0, 16).replace("T", " ");
  const text = [
    ...lines(told),
    `Time: ${at} UTC`,
    `--\nRaxx, ${told.origin}\nEnvironment: paper. Every number on Raxx is simulated; nothing is advice.`,
  ];
  return { subject: `[SIM] Raxx: ${subject}`, text: `${text.join("\n\n")}\n` };
}
