/** Kills a trader and a matcher again and again, and asks after each kill what is wrong. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { build, type Plugin } from "esbuild";
import type { DoorWorld } from "@/lib/server/testing/door-world";
import { hashOf } from "../exchange/model/random";
import { ClientLedger } from "./client-ledger";
import type { VictimConfig } from "./victim";

const ROOT = path.resolve(import.meta.dirname, "../..");
const ROLES = ["trader", "matcher"] as const;
type Role = (typeof ROLES)[number];

/** How long a life may go on without an answer before it is killed anyway. */
const IDLE_MS_MAX = 1_500;

/** Imported on the way and never used here; without it a life starts in half the time. */
const withoutPrisma: Plugin = {
  name: "without-prisma",
  setup(building) {
    building.onLoad({ filter: /node_modules.@prisma|prisma.generated/ }, () => ({
      contents: "module.exports = {};",
      loader: "js",
    }));
  },
};

export interface KillReport {
  readonly violations: readonly string[];
  readonly acknowledged: number;
  readonly fills: number;
  /** Kills that met orders under way, and what had become of those orders. */
  readonly windows: { idle: number; beforeCommit: number; afterCommit: number };
}

export class KillLoop {
  private readonly dir = mkdtempSync(path.join(tmpdir(), "raxx-kill-"));
  private readonly ledger = new ClientLedger(path.join(this.dir, "ledger"));
  private readonly children = new Map<Role, ChildProcess>();
  private readonly windows = { idle: 0, beforeCommit: 0, afterCommit: 0 };
  private readonly startedAtMs = Date.now();
  private lives = 0;

  constructor(
    private readonly world: DoorWorld,
    private readonly accountIds: readonly string[],
    private readonly seed: number,
  ) {}

  /** Runs until so many kills are done, or, when asked, until the first violation. */
  async run(kills: number, { untilViolation = false } = {}): Promise<KillReport> {
    try {
      await this.bundle();
      let found: readonly string[] = [];
      for (let kill = 0; kill < kills; kill += 1) {
        found = await this.killOnce(kill);
        if (found.length > 0 && untilViolation) break;
      }
      await this.killAll(ROLES);
      const last = await this.violations();
      const { rows } = await this.world.admin.query("SELECT count(*)::int AS n FROM mbt_fills");
      return {
        violations: [...found, ...last],
        acknowledged: this.ledger.read().acknowledged.length,
        fills: rows[0].n,
        windows: this.windows,
      };
    } finally {
      await this.killAll(ROLES);
      rmSync(this.dir, { recursive: true, force: true });
    }
  }

  /** One life and its end; a program that cannot live on what the last one left is a violation. */
  private async killOnce(kill: number): Promise<readonly string[]> {
    try {
      await this.startMissing();
      await this.untilBusy();
      await sleep(hashOf(this.seed, kill, 1) % 120);
      await this.untilUnderWay();
      await this.kill(hashOf(this.seed, kill, 2) % 3);
      await this.startMissing();
      await this.untilBusy();
    } catch (error) {
      return [String(error), ...(await this.violations())];
    }
    return this.frozen(() => this.violations());
  }

  /** Holds both programs still meanwhile: a proof reads every event, and there is a proof a kill. */
  private async frozen<T>(work: () => Promise<T>): Promise<T> {
    for (const child of this.children.values()) child.kill("SIGSTOP");
    try {
      return await work();
    } finally {
      for (const child of this.children.values()) child.kill("SIGCONT");
    }
  }

  private async bundle(): Promise<void> {
    await build({
      entryPoints: [path.join(ROOT, "worker/testing/victim.ts")],
      outfile: path.join(this.dir, "victim.cjs"),
      absWorkingDir: ROOT,
      bundle: true,
      platform: "node",
      format: "cjs",
      external: ["pg-native"],
      plugins: [withoutPrisma],
      logLevel: "error",
    });
  }

  private async startMissing(): Promise<void> {
    await Promise.all(
      ROLES.filter((role) => !this.children.has(role)).map((role) => this.start(role)),
    );
  }

  private async start(role: Role): Promise<void> {
    this.lives += 1;
    const config: VictimConfig = {
      role,
      url: this.world.url,
      accountIds: this.accountIds,
      ledger: path.join(this.dir, "ledger"),
      marketSeed: this.seed,
      startedAtMs: this.startedAtMs,
      seed: hashOf(this.seed, this.lives, 3),
    };
    const child = spawn(
      process.execPath,
      [path.join(this.dir, "victim.cjs"), JSON.stringify(config)],
      {
        stdio: ["pipe", "pipe", "ignore"],
      },
    );
    this.children.set(role, child);
    const ended = once(child, "exit").then(() => {
      throw new Error(`the ${role} could not start`);
    });
    ended.catch(() => undefined); // later it is killed on purpose
    await Promise.race([once(child.stdout, "data"), ended]);
  }

  /** Waits until orders are answered again, so that a kill meets work and not a start. */
  private async untilBusy(): Promise<void> {
    const before = this.ledger.read().acknowledged.length;
    await this.until(() => this.ledger.read().acknowledged.length >= before + 3, IDLE_MS_MAX);
  }

  /** Aims at an order that is under way: most of the time there is none. */
  private async untilUnderWay(): Promise<void> {
    await this.until(() => this.ledger.read().open.length > 0, IDLE_MS_MAX);
  }

  private async until(condition: () => boolean, waitMsMax: number): Promise<void> {
    const untilMs = Date.now() + waitMsMax;
    while (!condition() && Date.now() < untilMs) await sleep(1);
  }

  private async kill(choice: number): Promise<void> {
    const victims = choice === 2 ? ROLES : ROLES.slice(choice, choice + 1);
    await this.killAll(victims);
    if (!victims.includes("trader")) return;
    // A statement under way ends without its client: only then is it known what became of it.
    await sleep(20);
    const { open } = this.ledger.read();
    const { rows } = await this.world.admin.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM mbt_orders WHERE client_order_id = ANY ($1)",
      [open.map((one) => one.clientOrderId)],
    );
    const committed = rows[0]?.n ?? 0;
    if (open.length === 0) this.windows.idle += 1;
    if (committed > 0) this.windows.afterCommit += 1;
    if (committed < open.length) this.windows.beforeCommit += 1;
  }

  private async killAll(roles: readonly Role[]): Promise<void> {
    await Promise.all(
      roles.map(async (role) => {
        const child = this.children.get(role);
        if (child === undefined) return;
        this.children.delete(role);
        if (child.exitCode !== null || child.signalCode !== null) return;
        const gone = once(child, "exit");
        child.kill("SIGKILL");
        await gone;
      }),
    );
  }

  private async violations(): Promise<readonly string[]> {
    return [...(await this.world.violations()), ...(await this.lostOrders())];
  }

  /** What the clients know against what the database has. */
  private async lostOrders(): Promise<readonly string[]> {
    const { acknowledged, contradicted } = this.ledger.read(); // before the query: newer orders are no loss
    const { rows } = await this.world.admin.query<{ id: string; account_id: string; key: string }>(
      "SELECT id, account_id, client_order_id AS key FROM mbt_orders",
    );
    const stored = new Map(rows.map((row) => [`${row.account_id} ${row.key}`, row.id]));
    const wrong = acknowledged.filter(
      (one) => stored.get(`${one.accountId} ${one.clientOrderId}`) !== one.orderId,
    );
    const { rows: frozen } = await this.world.admin.query(
      "SELECT DISTINCT account_id FROM mbt_events WHERE type = 'account_frozen'",
    );
    return [
      ...wrong.slice(0, 1).map((one) => `${wrong.length} acknowledged orders lost: ${one.orderId}`),
      ...frozen.slice(0, 1).map(() => `${frozen.length} accounts were frozen`),
      ...contradicted.slice(0, 1).map((id) => `refused after it was acknowledged: ${id}`),
    ];
  }
}
