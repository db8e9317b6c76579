// Benches print figures and never fail for being slow: what they measure depends on the machine.
import { defineConfig } from "@playwright/test";
import base from "../../playwright.config";

export default defineConfig(base, { testDir: ".", testMatch: "*.bench.ts", timeout: 1_800_000 });
