/** The pages that the rail, the phone's bar and the palette lead to. */
import { Bell, CandlestickChart, ChartLine, History, House, Settings } from "lucide-react";

export const PLACES = [
  { href: "/home", label: "Home", icon: House },
  { href: "/trade", label: "Trade", icon: CandlestickChart },
  { href: "/orders", label: "Orders", icon: History },
  { href: "/performance", label: "Performance", icon: ChartLine },
  { href: "/alerts", label: "Alerts", icon: Bell },
  { href: "/settings/passkeys", label: "Settings", icon: Settings },
] as const;

export type Place = (typeof PLACES)[number]["href"];
