// Hears what nobody sees on screen: errors, and what the content security policy had to forbid.
import { expect, type Page } from "@playwright/test";

export interface Watch {
  /** Fails when anything has gone wrong in this page since it was opened. */
  clean(): void;
}

export async function watch(page: Page): Promise<Watch> {
  const heard: string[] = [];
  await page.exposeFunction("reportViolation", (words: string) => heard.push(words));
  await page.addInitScript(() =>
    document.addEventListener("securitypolicyviolation", (event) => {
      const { reportViolation } = window as unknown as { reportViolation(words: string): void };
      const { violatedDirective, blockedURI, sourceFile, lineNumber, sample } = event;
      reportViolation(`${violatedDirective}: ${blockedURI} ${sample} at ${sourceFile}:${lineNumber}`);
    }),
  );
  page.on("pageerror", (error) => heard.push(`uncaught: ${error.stack ?? error.message}`));
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    // What the browser itself says of a refused request or a lost line; the screen says it in words.
    if (/^Failed to load resource/.test(message.text()) && /\/api\//.test(message.location().url)) return;
    if (/^WebSocket connection to .* failed/.test(message.text())) return;
    heard.push(`console: ${message.text()} (${message.location().url})`);
  });
  return { clean: () => expect(heard).toEqual([]) };
}
