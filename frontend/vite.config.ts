// How the web app is built and served while developing.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { pdfAssets, pdfAssetsPath } from "./scripts/pdfAssets.ts";
import { shell } from "./scripts/shell.ts";

export default defineConfig({
  plugins: [react(), pdfAssets(), shell()],
  define: { __PDF_ASSETS__: JSON.stringify(`/${pdfAssetsPath}`) },
  build: {
    target: ["chrome118", "safari16.4", "firefox115"],
    // The CSP allows no data: fonts or scripts, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  worker: { format: "es" },
  server: {
    proxy: { "/api": { target: "http://127.0.0.1:8080", ws: true, changeOrigin: false } },
  },
});
