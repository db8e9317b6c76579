// Where the web app starts.
import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { applyChoices } from "./device/choices";
import { startTranslation } from "./i18n/i18n";
import { openRouter } from "./routes/router";
import { installShell } from "./shell/shell";
import { applyTextSize, textSize } from "./ui/textSize";
import { watchVaults } from "./vault/keeper";

applyTextSize(textSize());
applyChoices();
startTranslation();
// Our server is on the same network, perhaps without any internet: what the browser thinks of "online" says nothing.
const queries = new QueryClient({
  defaultOptions: { queries: { networkMode: "always", retry: 1 }, mutations: { networkMode: "always" } },
});
const router = openRouter(queries);
void watchVaults();
// Installed already: without network this is what started.
if (navigator.serviceWorker?.controller) void installShell();

const place = document.getElementById("app");
if (!place) throw new Error("index.html has no #app");
createRoot(place).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
);
