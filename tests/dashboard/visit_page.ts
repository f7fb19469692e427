import type { Page } from "playwright-core";

/** Longest wait for what a page shows, milliseconds: generous, for machines that are busy. */
const PATIENCE_MS = 30_000;

/** Goes to a page of the dashboard by its address, such as "/skill", and waits until all of it is there. */
export async function visitPage(page: Page, path: string): Promise<void> {
  await page.evaluate((hash) => void (location.hash = hash), path);
  await page.waitForFunction(
    (hash) =>
      location.hash === `#${hash}` && document.querySelector("main h1") !== null &&
      document.querySelector("main .waiting") === null,
    path,
    { timeout: PATIENCE_MS },
  );
  await page.waitForFunction(() =>
    document.querySelector(".map:not(:has(svg[role=group]))") === null
  );
}

/** Presses Tab until what has the focus matches a selector. Throws Error where the whole page was gone through. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate(
      (wanted) => document.activeElement?.matches(wanted) ?? false,
      selector,
    );
    if (found) return;
  }
  throw new Error(`Tab never reached ${selector}.`);
}
