import type { Page } from "playwright-core";
import type { ReviewKind } from "../../../engine/domain/mod.ts";
import { type ItemKey, itemOfRoute } from "../../../server/page/dashboard/review/review_answers.ts";

/** The item that is shown. */
export async function shownItem(page: Page): Promise<ItemKey> {
  return itemOfRoute((await page.locator("#review-item").getAttribute("data-item"))!)!;
}

/** Waits until what has the focus matches a selector. */
export async function focused(page: Page, selector: string): Promise<void> {
  await page.waitForFunction((wanted) => document.activeElement?.matches(wanted), selector);
}

/** Goes down the queue until a further item of a kind is shown, and its panel is there. */
export async function goTo(page: Page, kind: ReviewKind, key = "j"): Promise<string> {
  for (let presses = 0; presses < 60; presses++) {
    const before = await page.locator("#review-item").getAttribute("data-item");
    const pressed = presses === 0 ? key : "j";
    await page.keyboard.press(pressed);
    await page.waitForFunction(([left, isHome]) => {
      const row = document.querySelector(".queue-row:focus[aria-current=true]");
      const shown = document.querySelector("#review-item")?.getAttribute("data-item");
      if (row === null || row.id !== `row:${shown}`) return false;
      return isHome ? row.matches("li:first-child > *") : shown !== left;
    }, [before, pressed === "Home"] as const);
    const shown = await shownItem(page);
    if (shown.kind !== kind) continue;
    await page.locator("#item-title").waitFor();
    return shown.itemId;
  }
  throw new Error(`There is no ${kind} in the queue.`);
}

/** Waits until it is told what became of a review. */
export async function told(page: Page, text: RegExp): Promise<void> {
  await page.locator(".review-told", { hasText: text }).waitFor({ timeout: 10_000 });
}
