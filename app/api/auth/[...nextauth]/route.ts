import NextAuth from "next-auth";
import { authOptions } from "@/lib/http/next/auth-options";

type Context = { params: Promise<{ nextauth: string[] }> };

// Options are read per request: the environment is not there while building.
function handler(request: Request, context: Context) {
  return NextAuth(authOptions())(request, context);
}

export { handler as GET, handler as POST };
