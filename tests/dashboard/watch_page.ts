import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { openPage } from "./open_browser.ts";

/** A page that is watched: whatever goes wrong on it is written down. */
export interface WatchedPage {
  /** The page. */
  readonly page: Page;
  /** Errors of the console, exceptions, breaches of the content security policy, requests to other hosts. */
  readonly faults: string[];
  /** Bytes of all answers, as they came over the wire. */
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
  let bytes = 0;
  await client.send("Network.enable");
  client.on(
    "Network.loadingFinished",
    ({ encodedDataLength }) => void (bytes += encodedDataLength),
  );
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
  return { page, faults, transferredBytes: () => bytes };
}
