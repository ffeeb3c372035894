import type { Metadata } from "next";
import { PageLink } from "@/components/ui/page-link";
import { endpointGroups, GUIDE_RULES, guideSteps } from "@/lib/http/guide";
import { ROUTES } from "@/lib/http/table";
import { env } from "@/lib/server/env";

export const metadata: Metadata = { title: "API" };
export const dynamic = "force-dynamic";

export default function Docs() {
  return (
    <main data-feed="illustration" className="mx-auto flex max-w-3xl flex-col gap-6 px-5 py-12">
      <PageLink href="/" className="text-muted underline">
        Raxx
      </PageLink>
      <h1 className="text-3xl font-semibold tracking-tight">API</h1>
      <ul className="flex list-disc flex-col gap-2 pl-5">
        {GUIDE_RULES.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
      <p>
        <a href="/openapi.json" className="underline">
          OpenAPI 3.1 document
        </a>{" "}
        ·{" "}
        <a href="/llms.txt" className="underline">
          llms.txt
        </a>
      </p>
      <h2 className="text-xl font-semibold">Quick start</h2>
      <ol className="flex list-decimal flex-col gap-5 pl-5">
        {guideSteps(env().RAXX_ORIGIN).map(({ title, text, command }) => (
          <li key={title}>
            <h3 className="font-semibold">{title}</h3>
            <p className="text-muted">{text}</p>
            {/* Focusable, so that what does not fit can be scrolled to with the keyboard. */}
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus. */}
            <pre tabIndex={0} className="mt-2 overflow-x-auto rounded border p-3 text-sm">
              <code>{command}</code>
            </pre>
          </li>
        ))}
      </ol>
      <h2 className="text-xl font-semibold">Endpoints</h2>
      {endpointGroups(ROUTES).map(({ tag, endpoints }) => (
        <section key={tag} className="flex flex-col gap-1">
          <h3 className="font-semibold">{tag}</h3>
          <dl className="flex flex-col gap-1">
            {endpoints.map(({ name, summary }) => (
              <div key={name} className="flex flex-col sm:flex-row sm:gap-3">
                <dt className="break-all font-mono text-sm sm:w-96 sm:shrink-0">{name}</dt>
                <dd className="text-muted">{summary}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </main>
  );
}
