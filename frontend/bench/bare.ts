// A tab of its own with nobody listening in: Playwright keeps what every answer held, as much again as the paper that is read.
import type { Browser, CDPSession } from "@playwright/test";

interface Message {
  id?: number;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: { message: string };
}

export class BareTab {
  private last = 0;
  private readonly waiting = new Map<number, (message: Message) => void>();
  readonly workers: string[] = [];

  private constructor(
    private readonly browser: CDPSession,
    private readonly context: string,
    private readonly session: string,
  ) {
    browser.on("Target.receivedMessageFromTarget", ({ sessionId, message }) => {
      if (sessionId !== session) return;
      const heard = JSON.parse(message) as Message;
      if (heard.id !== undefined) this.waiting.get(heard.id)?.(heard);
      if (heard.method === "Target.attachedToTarget")
        this.workers.push((heard.params as { sessionId: string }).sessionId);
    });
  }

  static async open(
    browser: Browser,
    { width, height }: { width: number; height: number },
  ): Promise<BareTab> {
    const cdp = await browser.newBrowserCDPSession();
    const { browserContextId } = await cdp.send("Target.createBrowserContext");
    const { targetId } = await cdp.send("Target.createTarget", { url: "about:blank", browserContextId });
    const { sessionId } = await cdp.send("Target.attachToTarget", { targetId, flatten: false });
    const tab = new BareTab(cdp, browserContextId, sessionId);
    const metrics = { width, height, deviceScaleFactor: 1, mobile: false };
    await tab.send("Emulation.setDeviceMetricsOverride", metrics);
    return tab;
  }

  async send<T>(method: string, params: unknown = {}): Promise<T> {
    const id = ++this.last;
    const answered = new Promise<Message>((resolve) => this.waiting.set(id, resolve));
    const message = JSON.stringify({ id, method, params });
    await this.browser.send("Target.sendMessageToTarget", { sessionId: this.session, message });
    const { result, error } = await answered;
    this.waiting.delete(id);
    if (error) throw new Error(`${method}: ${error.message}`);
    return result as T;
  }

  /** Runs in the page, and answers what it returns or resolves to. */
  async run<Given, T>(work: (given: Given) => T | Promise<T>, given: Given): Promise<T> {
    const expression = `(${work})(${JSON.stringify(given)})`;
    const params = { expression, awaitPromise: true, returnByValue: true };
    type Answer = { result: { value: T }; exceptionDetails?: { exception?: { description?: string } } };
    const { result, exceptionDetails } = await this.send<Answer>("Runtime.evaluate", params);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description);
    return result.value;
  }

  /** Goes there and waits until `there` is true in the page. */
  async goto(url: string, there: () => boolean) {
    await this.send("Page.navigate", { url });
    for (let look = 0; look < 300; look++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      if (await this.run(there, undefined).catch(() => false)) return;
    }
    throw new Error(`${url} does not come`);
  }

  /** Of the page and of its workers: what nobody holds any more does not count. */
  async collectGarbage() {
    const attach = { waitForDebuggerOnStart: false, flatten: false };
    await this.send("Target.setAutoAttach", { ...attach, autoAttach: true });
    await this.send("HeapProfiler.collectGarbage");
    const message = JSON.stringify({ id: 1, method: "HeapProfiler.collectGarbage" });
    for (const sessionId of this.workers)
      await this.send("Target.sendMessageToTarget", { sessionId, message });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await this.send("Target.setAutoAttach", { ...attach, autoAttach: false });
    this.workers.length = 0;
  }

  async close() {
    await this.browser.send("Target.disposeBrowserContext", { browserContextId: this.context });
    await this.browser.detach();
  }
}
