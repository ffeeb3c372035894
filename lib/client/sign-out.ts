/** Ends the session and goes to the start; the script for it comes when it is asked for. */
export async function leave(): Promise<void> {
  const { signOut } = await import("next-auth/react");
  await signOut({ callbackUrl: "/" });
}
