/** What a recovery answers, from a code or from a mailed link, and what the person is told. */
import type { PublicKeyCredentialCreationOptionsJSON } from "@simplewebauthn/browser";
import { sendJson } from "@/lib/client/api";
import { formatMoment } from "@/lib/client/format-time";
import { finishRecovery } from "@/lib/client/step-up";

type Step =
  | { readonly kind: "waiting"; readonly opensAtMs: number }
  | {
      readonly kind: "open";
      readonly ceremonyId: string;
      readonly options: PublicKeyCredentialCreationOptionsJSON;
    };

interface Way {
  readonly path: string;
  readonly body: object;
  /** What brings the person back a day later. */
  readonly with: "code" | "link";
}

/** Shows the code or link; answers a sentence, or null when this page is about to be left. */
export async function recover({ path, body, with: by }: Way): Promise<string | null> {
  const shown = await sendJson<Step>("POST", path, body);
  if (!shown.ok) return shown.message;
  if (shown.value.kind === "waiting") {
    return `The ${by} is good. Come back with it from ${formatMoment(shown.value.opensAtMs)} ET, within two days. Whoever is signed in to this account sees this, a mail tells of it, and both can cancel it.`;
  }
  const done = await finishRecovery(shown.value);
  if (!done.ok) return done.message;
  location.assign("/settings/passkeys");
  return null;
}
