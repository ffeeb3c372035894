import { StartPage } from "@/components/site/start-page";
import { deskSession } from "@/lib/http/next/session";

export default async function Start() {
  const session = await deskSession();
  return <StartPage signedIn={session !== null} />;
}
