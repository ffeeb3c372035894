import { BookOpen, ChevronRight, Wallet } from "lucide-react";
import { Sheet } from "@/components/ui/sheet";
import { PLACES } from "./places";

const TABS: readonly string[] = ["/home", "/trade", "/orders"];

const MORE = [
  { href: "/trade?book=account", label: "Account in numbers", icon: Wallet },
  ...PLACES.filter(({ href }) => !TABS.includes(href)),
  { href: "/docs", label: "API", icon: BookOpen },
] as const;

interface MorePlacesProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** The pages that are not a tab of the phone's bar. */
export function MorePlaces(props: MorePlacesProps) {
  return (
    <Sheet {...props} title="More" place="side">
      <ul className="pt-2 pb-4">
        {MORE.map(({ href, label, icon: Icon }) => (
          <li key={href} className="border-t border-line first:border-t-0">
            {/* Loaded anew, since a desk that is open would stay as it is. */}
            <a href={href} className="flex h-12 items-center gap-3 px-4 hover:bg-raised">
              <Icon aria-hidden size={18} className="text-muted" />
              <span className="flex-1">{label}</span>
              <ChevronRight aria-hidden size={18} className="text-muted" />
            </a>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
