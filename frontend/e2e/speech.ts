// A real voice for a browser: Speech Dispatcher with eSpeak NG, speaking into a file at the pace a loudspeaker would.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const modules = "/usr/lib/speech-dispatcher-modules";
/** Where Debian puts them. */
const programs = ["/usr/bin/speech-dispatcher", `${modules}/sd_espeak-ng`];
export const isInstalled = programs.every((program) => existsSync(program));

/** Sixteen bits a sample, as eSpeak NG makes them. */
const BYTES_A_SECOND = 22_050 * 2;
/** Nobody listens: a page takes an eighth of its time. */
const HASTE = 8;

/** Takes sound no faster than it could be heard: what comes before is not done sooner than it would be in a room. */
const EAR = `
import { appendFileSync } from "node:fs";
const piece = ${(BYTES_A_SECOND * HASTE) / 20};
process.stdin.on("readable", () => {});
setInterval(() => {
  const heard = process.stdin.read(piece) ?? process.stdin.read();
  if (heard) appendFileSync(process.argv[2], heard);
}, 50);
process.stdin.on("end", () => process.exit());
`;

export class Speech {
  private child?: ChildProcess;

  private constructor(private readonly home: string) {}

  static async start(): Promise<Speech> {
    const speech = new Speech(await mkdtemp(join(tmpdir(), "nghisu-speech-")));
    await speech.prepare();
    await speech.run();
    return speech;
  }

  private readonly at = (name: string) => join(this.home, name);

  /** What a browser is started with to speak by it. */
  get voice() {
    return {
      args: ["--enable-speech-dispatcher"],
      env: { SPEECHD_ADDRESS: `unix_socket:${this.at("socket")}` },
    };
  }

  private async prepare() {
    await mkdir(this.at("modules"));
    await writeFile(this.at("modules/espeak-ng.conf"), "");
    await writeFile(
      this.at("speechd.conf"),
      `AudioOutputMethod "alsa"
AudioALSADevice "default"
AddModule "espeak-ng" "sd_espeak-ng" "espeak-ng.conf"
DefaultModule espeak-ng
`,
    );
    await writeFile(this.at("ear.mjs"), EAR);
    const ear = `|exec '${process.execPath}' '${this.at("ear.mjs")}' '${this.at("heard")}'`;
    await writeFile(
      this.at("asound.conf"),
      `pcm.!default {
  type plug
  slave {
    pcm { type file format raw file "${ear}" slave.pcm { type null } }
    format S16_LE rate 22050 channels 1
  }
}
`,
    );
    await writeFile(this.at("heard"), "");
  }

  /** Also after it died. */
  async run() {
    await rm(this.at("socket"), { force: true });
    const where = ["-C", this.home, "-L", this.home, "-S", this.at("socket"), "-P", this.at("pid")];
    this.child = spawn(
      "/usr/bin/speech-dispatcher",
      ["--run-single", "-c", "unix_socket", "-t", "0", ...where],
      {
        env: { ...process.env, ALSA_CONFIG_PATH: this.at("asound.conf") },
        stdio: "ignore",
        // With the engine it starts: they die together.
        detached: true,
      },
    );
    const until = Date.now() + 20_000;
    while (!existsSync(this.at("socket"))) {
      if (Date.now() > until) throw new Error("speech-dispatcher does not start");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** As a crash would end it, in the middle of a word. */
  async die() {
    if (!this.child?.pid) return;
    const gone = once(this.child, "exit");
    process.kill(-this.child.pid, "SIGKILL");
    this.child = undefined;
    await gone;
  }

  /** Seconds of sound so far. */
  async heard(): Promise<number> {
    return (await stat(this.at("heard"))).size / BYTES_A_SECOND;
  }

  /** The loudest there was, of 1. */
  async loudest(): Promise<number> {
    const sound = await readFile(this.at("heard"));
    let most = 0;
    for (let at = 0; at + 1 < sound.length; at += 2) most = Math.max(most, Math.abs(sound.readInt16LE(at)));
    return most / 32_768;
  }

  async stop() {
    await this.die();
    await rm(this.home, { recursive: true, force: true });
  }
}
