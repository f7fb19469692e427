import type { RunningServer, ServeOptions } from "./running_server.ts";

/**
 * Starts the server and returns as soon as it listens; its workers may still be starting.
 *
 * Throws ConfigurationError for a wrong option, or an address beyond this machine without API keys,
 * and EnvironmentError where the port or a file cannot be had.
 *
 * @example
 * ```ts
 * import { serve } from "@quakecast/quakecast/server";
 * const server = await serve({ port: 0, models: "models" }, { log: () => {} });
 * const response = await fetch(`${server.url}/healthz`);
 * console.assert((await response.json()).status === "alive");
 * await server.stop();
 * ```
 */
export async function serve(
  given: Readonly<Record<string, unknown>>,
  options: ServeOptions,
): Promise<RunningServer> {
  // At an address that Deno does not see beforehand: whatever it sees it reads at the start of every
  // program that might need it, and the server would cost each verb of the command line 20 ms.
  const { href } = new URL("./main.ts", import.meta.url);
  const server: typeof import("./main.ts") = await import(href);
  return await server.serve(given, options);
}
