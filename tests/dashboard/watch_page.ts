import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { openPage } from "./open_browser.ts";

/** A page that is watched: whatever goes wrong on it is written down. */
export interface WatchedPage {
  /** The page. */
  readonly page: Page;
  /** Errors of the console, exceptions, breaches of the content security policy, requests to other hosts. */
  readonly faults: string[];
  /** Bytes of the first answer from each path, as they came over the wire: what is asked for again and again is no visit. */
  transferredBytes(): number;
}

/** Opens a page of a server and watches it. */
export async function watchPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const { page, errors: faults } = await openPage(browser, "about:blank", options);
  const client = await page.context().newCDPSession(page);
  const pathOf = new Map<string, string>();
  const bytesOf = new Map<string, number>();
  await client.send("Network.enable");
  client.on("Network.responseReceived", ({ requestId, response }) => {
    pathOf.set(requestId, new URL(response.url).pathname);
  });
  client.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const path = pathOf.get(requestId) ?? requestId;
    if (!bytesOf.has(path)) bytesOf.set(path, encodedDataLength);
  });
  page.on("request", (request) => {
    const address = request.url();
    if (!address.startsWith(url) && !address.startsWith("data:")) {
      faults.push(`a request to ${address}`);
    }
  });
  await page.exposeFunction("tellBreach", (text: string) => void faults.push(text));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      const tell = (globalThis as unknown as { tellBreach: (text: string) => void }).tellBreach;
      tell(`${violatedDirective} keeps out ${blockedURI}`);
    });
  });
  const transferredBytes = () => bytesOf.values().reduce((sum, bytes) => sum + bytes, 0);
  return { page, faults, transferredBytes };
}
