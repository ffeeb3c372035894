import type { Metadata } from "next";
import { RecoverForm } from "@/components/site/recover-form";
import { PageLink } from "@/components/ui/page-link";

export const metadata: Metadata = { title: "Recovery" };

export default function Recover() {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-5 p-6">
      <h1 className="text-2xl font-semibold tracking-tight">Come back without a passkey</h1>
      <p className="text-muted">
        You can make a new passkey after a day of waiting. Whoever is signed in sees it coming and
        can cancel it; every session ends when the new passkey is made.
      </p>
      <RecoverForm />
      <PageLink href="/" className="underline">
        Back to the start
      </PageLink>
    </main>
  );
}
