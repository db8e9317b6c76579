// The one Trusted Types policy the CSP allows: it lets our own build start its own worker, and nothing else.

interface Policy {
  createScriptURL(url: string): unknown;
}
interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
}

let policy: Policy | undefined;

/** The address as a value the browser accepts for a script; a plain string where Trusted Types are unknown. */
export function trustedScript(url: string): string {
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
  policy ??= factory?.createPolicy("app", { createScriptURL: ownScript });
  return (policy ? policy.createScriptURL(url) : ownScript(url)) as string;
}

function ownScript(url: string): string {
  const { origin, href } = new URL(url, window.location.href);
  if (origin !== window.location.origin) throw new TypeError("not a script of our own");
  return href;
}
