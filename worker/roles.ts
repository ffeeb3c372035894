/** What one worker process may be asked to do; locally all of it, in production three slices. */
const ROLES = ["exchange", "hub", "gateway", "matcher", "jobs"] as const;
export type Role = (typeof ROLES)[number];

/** Reads "hub,matcher"; an unknown name is an error, so that a typing mistake does not idle a worker. */
export function parseRoles(text: string): ReadonlySet<Role> {
  const names = text.split(",").map((name) => name.trim());
  return new Set(
    names.map((name) => {
      const role = ROLES.find((known) => known === name);
      if (role === undefined) throw new Error(`unknown role ${name}: use ${ROLES.join(", ")}`);
      return role;
    }),
  );
}
