// Builds the service worker: its code, the list of the shell's files, and a version made of their contents.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Plugin, transformWithOxc } from "vite";

const source = join(import.meta.dirname, "../src/shell/worker.ts");
/** Letters no Vietnamese or English page has, and the worker itself, which the browser keeps. */
const LEFT_OUT = /cyrillic|greek|devanagari|^\/sw\.js$/;

export function shell(): Plugin {
  return {
    name: "shell",
    apply: "build",
    // After everything is written: the page itself is one of the files.
    writeBundle: {
      order: "post",
      async handler({ dir = "dist" }) {
        const files = readdirSync(dir, { recursive: true, encoding: "utf8" })
          .filter((name) => statSync(join(dir, name)).isFile())
          .map((name) => `/${name}`)
          .filter((name) => !LEFT_OUT.test(name))
          .sort();
        const { code } = await transformWithOxc(readFileSync(source, "utf8"), source);
        const worker = code.replace(/^export \{\};?$/m, "");
        const version = createHash("sha256").update(worker);
        for (const name of files) version.update(name).update(readFileSync(join(dir, name)));
        const words = {
          VERSION: version.digest("hex").slice(0, 16),
          FILES: files,
        };
        const head = Object.entries(words).map(
          ([name, value]) => `const ${name} = ${JSON.stringify(value)};\n`,
        );
        writeFileSync(join(dir, "sw.js"), head.join("") + worker);
      },
    },
  };
}
