/** The Prisma client for identity and other everyday rows; hot paths use `pg` (stack.md 1). */
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "@/prisma/generated/client";

export type Prisma = PrismaClient;
/** The client inside a transaction, where the identity of the user is set. */
export type PrismaTx = Omit<
  PrismaClient,
  "$connect" | "$disconnect" | "$on" | "$transaction" | "$extends" | "$use"
>;

/** A client that acts as raxx_web. */
export function createPrisma(databaseUrl: string): Prisma {
  const adapter = new PrismaPg({
    connectionString: databaseUrl,
    options: "-c role=raxx_web -c statement_timeout=5000",
    max: 6,
  });
  return new PrismaClient({ adapter });
}
