import type { Metadata } from "next";
import { ShortcutsPage } from "@/components/settings/shortcuts-page";

export const metadata: Metadata = { title: "Shortcuts" };

export default function Shortcuts() {
  return <ShortcutsPage />;
}
