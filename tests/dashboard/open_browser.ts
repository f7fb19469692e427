import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

/** Places of Debian's and Chrome's browsers; QUAKECAST_CHROMIUM names another. */
const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** A page under test and what went wrong on it. */
export interface TestPage {
  /** The page. */
  readonly page: Page;
  /** Errors of the console and exceptions that nothing caught, in order. */
  readonly errors: string[];
}

/** Starts a real Chromium without a window, and ends it after the body. */
export async function withBrowser(body: (browser: Browser) => Promise<void>): Promise<void> {
  const browser = await chromium.launch({
    executablePath: browserPath(),
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });
  try {
    await body(browser);
  } finally {
    await browser.close();
  }
}

/** Opens a page of its own, 1440 by 900 unless given otherwise; its errors are gathered. */
export async function openPage(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<TestPage> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") errors.push(message.text());
  });
  page.on("pageerror", (error) => void errors.push(String(error)));
  await page.goto(address);
  return { page, errors };
}

function browserPath(): string {
  const named = Deno.env.get("QUAKECAST_CHROMIUM");
  const found = named ?? PLACES.find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });
  if (found === undefined) throw new Error(`No Chromium at ${PLACES.join(", ")}: install it.`);
  return found;
}
