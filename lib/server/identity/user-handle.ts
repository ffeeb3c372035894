/** What an authenticator keeps as the user's handle: derived from the id, so that it says nothing by itself. */
import { uuidv5 } from "../ids";

/** The bytes given to an authenticator. */
export function userHandle(userId: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(uuidv5(`user-handle:${userId}`));
}

/** The same as a browser sends it back. */
export function userHandleText(userId: string): string {
  return Buffer.from(userHandle(userId)).toString("base64url");
}
