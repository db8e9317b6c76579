// Measures in a browser; run by hand (`npm run bench`), never as a test: figures depend on the machine.
import { defineConfig } from "@playwright/test";
import base from "../playwright.config";

export default defineConfig({ ...base, testDir: ".", testMatch: /.*\.bench\.ts/, timeout: 1_800_000 });
