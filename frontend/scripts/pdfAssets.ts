// Serves the character maps, standard fonts and image decoders pdf.js needs from our own build: never from a CDN.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const home = join(import.meta.dirname, "../node_modules/pdfjs-dist");
const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as { version: string };
// The version is in the path, so the files may be cached for ever like every hashed asset.
export const pdfAssetsPath = `assets/pdfjs-${version}/`;
// WASM is forbidden by the CSP, so only the script fallback of the image decoders is shipped.
const wanted: Record<string, RegExp> = {
  cmaps: /\.bcmap$/,
  standard_fonts: /\.(pfb|ttf)$/,
  wasm: /fallback\.js$/,
};

export function pdfAssets(): Plugin {
  return {
    name: "pdf-assets",
    generateBundle() {
      for (const [folder, pattern] of Object.entries(wanted)) {
        for (const file of readdirSync(join(home, folder)).filter((name) => pattern.test(name))) {
          const source = readFileSync(join(home, folder, file));
          this.emitFile({ type: "asset", fileName: `${pdfAssetsPath}${folder}/${file}`, source });
        }
      }
    },
    configureServer(server) {
      server.middlewares.use(`/${pdfAssetsPath}`, (request, response, next) => {
        const [, folder = "", file = ""] = (request.url ?? "").split("/");
        if (!wanted[folder]?.test(file)) return next();
        response.end(readFileSync(join(home, folder, file)));
      });
    },
  };
}
