import type { Metadata } from "next";
import { PageLink } from "@/components/ui/page-link";
import { getDeps } from "@/lib/http/next/deps";
import { checkHealth, type Health } from "@/lib/server/health";

export const metadata: Metadata = { title: "Status" };
export const dynamic = "force-dynamic";

const PARTS: { readonly [P in keyof Health["checks"]]: string } = {
  postgres: "Accounts and orders",
  redis: "Quotes and limits",
  worker: "Matching and jobs",
  feed: "Market data",
};

export default async function Status() {
  const { status, checks } = await checkHealth(getDeps());
  return (
    <main className="mx-auto flex max-w-2xl flex-col gap-4 px-5 py-12">
      <PageLink href="/" className="text-muted underline">
        Raxx
      </PageLink>
      <h1 className="text-3xl font-semibold tracking-tight">Status</h1>
      <p>
        {status === "ok" ? "Everything works right now." : "Something does not work right now."}
      </p>
      <dl className="rounded-lg border border-line bg-panel">
        {Object.entries(PARTS).map(([part, name]) => {
          const check = checks[part as keyof typeof PARTS];
          return (
            <div
              key={part}
              className="flex justify-between gap-4 border-t border-line px-4 py-2 first:border-t-0"
            >
              <dt>{name}</dt>
              <dd className={check === "ok" ? "text-muted" : "font-semibold text-error"}>
                {check === "ok" ? "works" : check}
              </dd>
            </div>
          );
        })}
      </dl>
      <p className="text-muted">
        While a part is down nothing that was acknowledged is lost; what cannot be done is refused
        and says so. This page asks at the moment you load it and keeps no history.
      </p>
    </main>
  );
}
