import { buttonClass } from "@/components/ui/button";
import { PageLink } from "@/components/ui/page-link";

export const metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-4 p-6">
      <h1 className="text-2xl font-semibold tracking-tight">There is nothing at this address</h1>
      <p className="text-muted">
        The link may be old, or the address mistyped. Your account and orders are not affected.
      </p>
      <PageLink href="/" className={buttonClass("secondary")}>
        Go to the start page
      </PageLink>
    </main>
  );
}
