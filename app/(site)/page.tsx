import { StartPage } from "@/components/site/start-page";
import { deskSession } from "@/lib/http/next/session";

interface StartProps {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function Start({ searchParams }: StartProps) {
  const { erasing } = await searchParams;
  const session = await deskSession();
  return <StartPage signedIn={session !== null} erasing={erasing === "1"} />;
}
