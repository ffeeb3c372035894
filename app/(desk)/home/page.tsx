import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Home } from "@/components/home/home";
import { loadHome } from "@/lib/http/next/desk";
import { deskSession } from "@/lib/http/next/session";

export const metadata: Metadata = { title: "Home" };

export default async function HomePage() {
  const session = await deskSession();
  if (session === null) redirect("/");
  return <Home first={await loadHome(session)} />;
}
