import { SimChip } from "@/components/desk/sim-chip";
import { SampleFill } from "@/components/site/sample-fill";
import { buttonClass } from "@/components/ui/button";
import { PageLink } from "@/components/ui/page-link";
import { ThemeToggle } from "@/components/ui/theme-toggle";
import { GuestButton } from "./guest-button";
import { PasskeySheet } from "./passkey-sheet";

const CLAIMS = [
  {
    title: "Options first",
    text: "Covered calls, cash-secured puts, spreads and condors go in as one order with one net price.",
  },
  {
    title: "Fills that explain themselves",
    text: "Bid, ask, sizes, time, rule and version are kept with each fill. Orders that wait say why.",
  },
  {
    title: "What you see is what you fill on",
    text: "Prices carry their feed and age, and your orders meet those same prices.",
  },
] as const;

interface StartPageProps {
  readonly signedIn: boolean;
  /** Somebody has just asked to be erased. */
  readonly erasing: boolean;
}

/** The first page: what Raxx is, and one button. */
export function StartPage({ signedIn, erasing }: StartPageProps) {
  return (
    <div data-feed="illustration" className="flex min-h-dvh flex-col border-t-2 border-sim-solid">
      <header className="mx-auto flex w-full max-w-6xl items-center gap-3 px-5 py-4">
        <span className="text-lg font-semibold tracking-tight">Raxx</span>
        <SimChip />
        <div className="ml-auto">
          <ThemeToggle />
        </div>
      </header>
      <main className="mx-auto grid w-full max-w-6xl flex-1 content-center gap-10 px-5 py-8 lg:grid-cols-[1fr_26rem] lg:gap-16">
        <div className="flex flex-col items-start gap-6">
          {erasing ? (
            <p role="status" className="max-w-lg rounded-lg border border-sim bg-sim-tint p-3">
              Your account will be erased in seven days. Sign in again or open the link we mailed
              you, and it stays.
            </p>
          ) : null}
          <h1 className="max-w-xl text-4xl leading-[1.1] font-semibold tracking-tight text-balance sm:text-5xl">
            Paper trading with fills you can check.
          </h1>
          <p className="max-w-lg text-lg text-muted">
            Trade US stocks and options with $50,000 of practice money. No broker account, no
            password: an email and a passkey.
          </p>
          {signedIn ? (
            <PageLink href="/trade" className={buttonClass("primary", "large")}>
              Open your desk
            </PageLink>
          ) : (
            <div className="flex flex-col items-start gap-2">
              <PasskeySheet />
              <GuestButton />
            </div>
          )}
          <p className="text-muted">Every number on Raxx is simulated. Nothing here is advice.</p>
        </div>
        <SampleFill />
        <ul className="grid gap-6 border-t border-line pt-8 sm:grid-cols-3 lg:col-span-2">
          {CLAIMS.map(({ title, text }) => (
            <li key={title}>
              <h2 className="font-semibold">{title}</h2>
              <p className="mt-1 text-muted">{text}</p>
            </li>
          ))}
        </ul>
      </main>
      <footer className="mx-auto flex w-full max-w-6xl gap-4 px-5 py-5 text-[0.8125rem] text-muted">
        <PageLink href="/docs" className="py-1 underline">
          Quick start and API
        </PageLink>
        <PageLink href="/status" className="py-1 underline">
          Status
        </PageLink>
        <PageLink href="/terms" className="py-1 underline">
          Terms and notices
        </PageLink>
      </footer>
    </div>
  );
}
