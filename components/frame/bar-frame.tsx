import { LogOut } from "lucide-react";
import type { ReactNode } from "react";
import { AccountsButton } from "@/components/accounts/accounts-button";
import { SimChip } from "@/components/desk/sim-chip";
import { NoticesBell } from "@/components/notices/notices-bell";
import { Button } from "@/components/ui/button";
import { ThemeToggle } from "@/components/ui/theme-toggle";
import { leave } from "@/lib/client/sign-out";
import type { NoticeView } from "@/lib/wire/raxx/notices";
import { useFrame } from "./frame-context";
import { FrameNotice } from "./frame-notice";

interface BarFrameProps {
  readonly children?: ReactNode;
  /** Tells what the page announces by itself, and the bell need not. */
  readonly isSaidHere?: (notice: NoticeView) => boolean;
}

const SAYS_NOTHING = () => false;

/** The bar of every signed-in page: which account, simulated, and what the page adds. */
export function BarFrame({ children, isSaidHere = SAYS_NOTHING }: BarFrameProps) {
  const { email } = useFrame().frame;
  const signOutWords = email === null ? "Sign out: a guest cannot come back" : `Sign out ${email}`;
  return (
    <>
      <FrameNotice />
      <header className="sticky top-0 z-20 flex h-13 items-center gap-3 border-t-2 border-b border-t-sim-solid border-b-line bg-panel px-3">
        <div className="flex min-w-0 items-center gap-2">
          <AccountsButton />
          <SimChip />
        </div>
        {children}
        <div className="flex items-center">
          <NoticesBell isSaidHere={isSaidHere} />
          {/* A phone has no room for it here: it is under Settings, and in the palette. */}
          <span className="max-sm:hidden">
            <ThemeToggle />
          </span>
          <Button
            tone="ghost"
            size="icon"
            aria-label={signOutWords}
            title={signOutWords}
            onClick={() => void leave()}
          >
            <LogOut aria-hidden size={17} />
          </Button>
        </div>
      </header>
    </>
  );
}
