import { ChevronDown } from "lucide-react";
import { useFrame } from "@/components/frame/frame-context";
import { lazyPart } from "@/components/ui/lazy-part";
import { OnPress } from "@/components/ui/on-press";
import { ACCOUNTS_BUTTON } from "./accounts-look";

const { Part: AccountsMenu, preload } = lazyPart(() =>
  import("./accounts-menu").then((module) => module.AccountsMenu),
);

/** The account this page shows; pressed, the others and what can be done with them. */
export function AccountsButton() {
  const { name } = useFrame().frame.account;
  return (
    <OnPress
      preload={preload}
      button={
        <button
          type="button"
          aria-label={`Account ${name}, menu`}
          aria-haspopup="menu"
          className={ACCOUNTS_BUTTON}
        >
          <span className="truncate">{name}</span>
          <ChevronDown aria-hidden size={15} className="shrink-0 text-muted" />
        </button>
      }
    >
      <AccountsMenu />
    </OnPress>
  );
}
