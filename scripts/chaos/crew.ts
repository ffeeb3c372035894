/** Programs that stand ready: a start costs more than a round, so each is started while the one before it works. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { GO_ON } from "./failpoints";
import type { Said, Task } from "./victim";

/** So long is waited for a failpoint, or for the end of a work. */
const PATIENCE_MS = 30_000;

export class Program {
  private readonly said: Said[] = [];
  private waiting: (() => void) | null = null;
  private isGone = false;

  constructor(private readonly child: ChildProcess) {
    child.on("message", (message) => {
      this.said.push(message as Said);
      this.waiting?.();
    });
    child.on("exit", () => {
      this.isGone = true;
      this.waiting?.();
    });
  }

  get isAlive(): boolean {
    return !this.isGone && this.child.exitCode === null && this.child.signalCode === null;
  }

  tell(task: Task): void {
    this.child.send(task);
  }

  goOn(): void {
    if (this.isAlive) this.child.send(GO_ON);
  }

  async kill(): Promise<void> {
    if (!this.isAlive) return;
    const gone = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await gone;
  }

  /** Whether it reached its failpoint. */
  async untilHit(): Promise<boolean> {
    return (await this.next()) === "hit";
  }

  /** Where it listens; null when it does not. */
  async untilListening(): Promise<number | null> {
    const said = await this.next();
    return typeof said === "object" && said !== null && "port" in said ? said.port : null;
  }

  /** Null when its work was done, else what was wrong. */
  async untilEnded(): Promise<string | null> {
    for (;;) {
      const said = await this.next();
      if (said === null) return "a program did not end";
      if (typeof said === "object" && "ended" in said) return said.ended;
    }
  }

  /** The next thing it says; null when it is gone or says nothing for too long. */
  private async next(): Promise<Said | null> {
    const endMs = performance.now() + PATIENCE_MS;
    while (this.said.length === 0 && !this.isGone && performance.now() < endMs) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, PATIENCE_MS);
        this.waiting = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.waiting = null;
    return this.said.shift() ?? null;
  }
}

export class Crew {
  private readonly idle: Program[] = [];

  constructor(
    private readonly bundle: string,
    private readonly stores: { readonly url: string; readonly redisUrl: string },
  ) {}

  /** A program that waits for a task; another gets ready behind it. */
  take(): Program {
    const program = this.idle.shift() ?? this.start();
    while (this.idle.length < 2) this.idle.push(this.start());
    return program;
  }

  /** Takes one back that lives and has nothing to do; it is the next to be taken. */
  giveBack(program: Program): void {
    if (program.isAlive) this.idle.unshift(program);
  }

  async end(): Promise<void> {
    await Promise.all(this.idle.map((program) => program.kill()));
  }

  private start(): Program {
    const { url, redisUrl } = this.stores;
    const child = spawn(process.execPath, [this.bundle], {
      env: { ...process.env, NODE_ENV: "production", DATABASE_URL: url, REDIS_URL: redisUrl },
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    return new Program(child);
  }
}
