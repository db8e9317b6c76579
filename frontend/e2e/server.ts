// Runs the program on a demonstration house of its own, so that a test file may open, close and even kill it.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "@playwright/test";

const program = process.env.NGHISU_BIN ?? resolve(import.meta.dirname, "../../target/debug/nghisu");

export class Server {
  private child?: ChildProcess;
  private said = "";

  private constructor(
    private readonly data: string,
    private readonly port: number,
    private readonly options: string[],
  ) {}

  static async start(...options: string[]): Promise<Server> {
    const server = new Server(await mkdtemp(join(tmpdir(), "nghisu-e2e-")), await freePort(), options);
    await server.run();
    return server;
  }

  /** Chromium takes `localhost` for a safe place: the session's cookie is sent only to such. */
  get url(): string {
    return `${this.encrypts ? "https" : "http"}://localhost:${this.port}`;
  }

  /** Where a tablet begins that does not trust this house yet. */
  get plainUrl(): string {
    return `http://localhost:${this.port}`;
  }

  private get encrypts(): boolean {
    return this.options.includes("--tls");
  }

  /** Starts it, or starts it again, on the same folder and port. */
  async run() {
    const listen = `127.0.0.1:${this.port}`;
    const child = spawn(program, [
      "serve",
      "--demo",
      "--listen",
      listen,
      "--data",
      this.data,
      ...this.options,
    ]);
    this.child = child;
    const hear = (words: Buffer) => {
      this.said = (this.said + words).slice(-4_000);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    await expect(async () => {
      if (child.exitCode !== null) throw new Error(`${program} ended:\n${this.said}`);
      // Over plain HTTP a house that encrypts answers little, and this among it.
      const asked = this.encrypts ? "api/trust" : "readyz";
      expect((await fetch(`http://${listen}/${asked}`)).ok).toBe(true);
    }).toPass({ timeout: 60_000 });
  }

  /** As if the power had failed. */
  async kill9() {
    await this.end("SIGKILL");
  }

  async stop() {
    await this.end("SIGTERM");
    await rm(this.data, { recursive: true, force: true });
  }

  private async end(signal: "SIGKILL" | "SIGTERM") {
    const { child } = this;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (!address || typeof address === "string") throw new Error("no free port");
  return address.port;
}
