/** What links of mails can do, by the word in their address. Apart from the page's client half, because the server asks it too. */
const LINK_PURPOSES = ["recover", "cancel-recovery", "keep-account", "verify-email"] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

/** Whether the address of a link names something it can do. */
export function isLinkPurpose(name: unknown): name is LinkPurpose {
  return LINK_PURPOSES.some((purpose) => purpose === name);
}
