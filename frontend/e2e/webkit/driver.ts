// WebKitGTK by its own WebDriver (W3C), the nearest thing to an iPad that runs here. No library stands in between.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
const PATIENCE_MS = 60_000;

/** Where Debian puts them. */
const programs = ["/usr/bin/WebKitWebDriver", "/usr/bin/Xvfb"];
export const isInstalled = programs.every((program) => existsSync(program));

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export class WebKit {
  private constructor(
    private readonly children: ChildProcess[],
    private readonly session: string,
  ) {}

  static async start(port: number, size: { width: number; height: number }): Promise<WebKit> {
    const display = `:${100 + (port % 500)}`;
    const screen = spawn("Xvfb", [
      display,
      "-screen",
      "0",
      // Large enough for the window to be turned.
      `${Math.max(size.width, size.height)}x${Math.max(size.width, size.height)}x24`,
      "-nolisten",
      "tcp",
    ]);
    const driver = spawn("WebKitWebDriver", [`--port=${port}`], {
      env: {
        ...process.env,
        DISPLAY: display,
        LIBGL_ALWAYS_SOFTWARE: "1",
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
      },
    });
    const base = `http://127.0.0.1:${port}`;
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const ready = await fetch(`${base}/status`).then(
        (answer) => answer.ok,
        () => false,
      );
      if (ready) break;
      if (Date.now() > until) throw new Error("WebKitWebDriver does not answer");
      await pause(100);
    }
    const webkitgtk = { "webkitgtk:browserOptions": { args: ["--automation"] } };
    const capabilities = { alwaysMatch: { ...webkitgtk, acceptInsecureCerts: true } };
    const { sessionId } = (await call("POST", `${base}/session`, { capabilities })) as { sessionId: string };
    const webkit = new WebKit([driver, screen], `${base}/session/${sessionId}`);
    await webkit.resize(size);
    return webkit;
  }

  async resize(size: { width: number; height: number }) {
    await this.post("window/rect", { x: 0, y: 0, ...size });
  }

  private post(path: string, body: unknown) {
    return call("POST", `${this.session}/${path}`, body);
  }

  async open(url: string) {
    await this.post("url", { url });
  }

  /** Runs in the page, and answers what it returns or resolves to. */
  run<T>(script: string, ...args: unknown[]): Promise<T> {
    const wrapped = `const done = arguments[arguments.length - 1];
      const given = [...arguments].slice(0, -1);
      (async (...args) => { ${script} })(...given).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    return this.post("execute/async", { script: wrapped, args }).then((answer) => {
      const { value, error } = answer as { value: T; error?: string };
      if (error) throw new Error(error);
      return value;
    });
  }

  /** Waits for the element this XPath names. */
  async find(xpath: string): Promise<string> {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      try {
        const found = (await this.post("element", { using: "xpath", value: xpath })) as Record<
          string,
          string
        >;
        return String(found[ELEMENT]);
      } catch (error) {
        if (Date.now() > until) throw new Error(`${xpath} is nowhere on the page`, { cause: error });
        await pause(200);
      }
    }
  }

  /** Touches it, as a finger or mouse would: by what lies there, not by calling the page's code. */
  async click(xpath: string) {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      try {
        await this.post(`element/${await this.find(xpath)}/click`, {});
        return;
      } catch (error) {
        if (Date.now() > until) throw error;
        await pause(200);
      }
    }
  }

  async type(xpath: string, text: string) {
    await this.post(`element/${await this.find(xpath)}/value`, { text });
  }

  async until(what: string, script: string, ...args: unknown[]) {
    const until = Date.now() + PATIENCE_MS;
    while (!(await this.run<boolean>(script, ...args).catch(() => false))) {
      if (Date.now() > until) throw new Error(`it never was so: ${what}`);
      await pause(200);
    }
  }

  async screenshot(path: string) {
    const picture = (await call("GET", `${this.session}/screenshot`)) as string;
    await writeFile(path, Buffer.from(picture, "base64"));
  }

  async stop() {
    await call("DELETE", this.session).catch(() => {});
    for (const child of this.children) child.kill();
  }
}

async function call(method: string, url: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(url, {
    method,
    headers: { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const { value } = (await answer.json()) as { value: { error?: string; message?: string } };
  if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}
