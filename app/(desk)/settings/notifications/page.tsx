import type { Metadata } from "next";
import { ChoicesPage } from "@/components/notices/choices-page";
import { loadChoices } from "@/lib/http/next/notice-actions";
import { chooseWhereAction } from "../../notice-actions";

export const metadata: Metadata = { title: "Notifications" };

export default async function Notifications() {
  return <ChoicesPage choices={await loadChoices()} choose={chooseWhereAction} />;
}
