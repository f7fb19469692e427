import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { openPage } from "./open_browser.ts";

/** A page that is watched: whatever goes wrong on it is written down. */
export interface WatchedPage {
  /** The page. */
  readonly page: Page;
  /** Errors of the console, exceptions, breaches of the content security policy, requests to other hosts. */
  readonly faults: string[];
  /** Bytes of the page and the files that it is made of, as they came over the wire; data are not among them. */
  pageBytes(): number;
}

/** Opens a page of a server and watches it. */
export async function watchPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const { page, errors: faults } = await openPage(browser, "about:blank", options);
  const client = await page.context().newCDPSession(page);
  const files = new Set<string>();
  let bytes = 0;
  await client.send("Network.enable");
  client.on("Network.responseReceived", ({ requestId, response }) => {
    if (/^\/(dashboard\/.*)?$/.test(new URL(response.url).pathname)) files.add(requestId);
  });
  client.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (files.has(requestId)) bytes += encodedDataLength;
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
  return { page, faults, pageBytes: () => bytes };
}
