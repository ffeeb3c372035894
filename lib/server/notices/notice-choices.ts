/** Where each kind of notice goes, as its user chose. */
import { NOTICE_KINDS, type NoticeChoiceView, type NoticeKind } from "@/lib/wire/raxx/notices";
import { queryAsUser } from "../database/with-user";
import type { Caller, Deps } from "../deps";

interface ChoiceRow {
  readonly kind: NoticeKind;
  readonly in_app: boolean;
  readonly webhook: boolean;
  readonly email: boolean;
}

/** A choice per kind; without one, in the app and nowhere else. */
export function choicesOf(rows: readonly ChoiceRow[]): readonly NoticeChoiceView[] {
  return NOTICE_KINDS.map((kind) => {
    const row = rows.find((one) => one.kind === kind);
    return {
      kind,
      inApp: row?.in_app ?? true,
      webhook: row?.webhook ?? false,
      email: row?.email ?? false,
    };
  });
}

/** The matrix of the user. */
export async function listChoices(
  { webPool }: Pick<Deps, "webPool">,
  { userId }: Caller,
): Promise<readonly NoticeChoiceView[]> {
  const rows = await queryAsUser<ChoiceRow>(webPool, userId, {
    text: "SELECT kind, in_app, webhook, email FROM notice_choices WHERE user_id = $1",
    values: [userId],
  });
  return choicesOf(rows);
}

/** Changes one row of it. */
export async function chooseNotice(
  { webPool }: Pick<Deps, "webPool">,
  { userId }: Caller,
  { kind, inApp, webhook, email }: NoticeChoiceView,
): Promise<void> {
  await queryAsUser(webPool, userId, {
    text: `INSERT INTO notice_choices (user_id, kind, in_app, webhook, email) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (user_id, kind) DO UPDATE SET in_app = $3, webhook = $4, email = $5`,
    values: [userId, kind, inApp, webhook, email],
  });
}
