import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import type { LiveServer } from "../live_server.ts";
import { tabTo } from "../visit_page.ts";
import { focused, goTo, shownItem, told } from "./review_keys.ts";

/** What was begun is there after another item was looked at, and after the page was loaded anew. */
export async function keepDraft(page: Page): Promise<void> {
  const itemId = await goTo(page, "pick");
  await page.keyboard.press("r");
  await focused(page, "#review-reason");
  await page.keyboard.type("perhaps a train");
  await page.keyboard.press("Escape");
  await focused(page, ".queue-row");
  await told(page, /draft is kept/);
  await page.keyboard.press("j");
  await page.locator(".queue-row:not([aria-current]) .draft-chip").waitFor();
  assertEquals(await page.locator("#review-reason").inputValue(), "");
  await page.keyboard.press("k");
  await page.waitForFunction(() =>
    document.querySelector<HTMLInputElement>("#review-reason")?.value === "perhaps a train"
  );
  await page.reload();
  await page.locator(".draft-chip", { hasText: "unsent draft" }).waitFor();
  assertEquals((await shownItem(page)).itemId, itemId);
  assert(await page.locator("[data-decision=rejected] input").isChecked());
  await tabTo(page, ".decision-buttons .key-button");
  await page.keyboard.press("Enter");
  await told(page, /discarded/);
  assertEquals(await page.locator(".draft-chip").count(), 0);
  assertEquals(await page.locator("[name=decision]:checked").count(), 0);
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await tabTo(page, ".queue-row");
}

/** It is located, offered, and kept once it is sent, not before. */
export async function relocate(page: Page, { network }: LiveServer): Promise<void> {
  const itemId = await goTo(page, "event", "Home");
  await page.locator(".relocation .review-note", { hasText: "revised or rejected" }).waitFor();
  await page.keyboard.press("l");
  await page.waitForFunction(() =>
    document.activeElement?.id === "review-reason" &&
    (document.activeElement as HTMLInputElement).value.startsWith(
      "relocated with picks as reviewed",
    )
  );
  assertMatch(await page.locator(".relocation [role=status]").innerText(), /moved \d+\.\d km/);
  const { reviews, events } = network.database;
  assertEquals(reviews.state("event", itemId).number, 0, "it is only offered");
  const before = events.get(itemId)!.event;
  await page.keyboard.press("Enter");
  await told(page, /you revised the event/);
  assertEquals(reviews.state("event", itemId).state, "revised");
  assertEquals(events.get(itemId)!.status, "reviewed");
  await page.locator(".residual").first().waitFor(); // of an origin that knows no arrivals itself
  await page.locator(".review-history .key-button").waitFor();
  await page.keyboard.press("u");
  await focused(page, "#review-reason");
  await page.keyboard.type("not yet");
  await page.keyboard.press("Enter");
  await told(page, /you undid a review/);
  assertEquals(reviews.state("event", itemId).state, "automatic");
  assertEquals(events.get(itemId)!.event, before);
  await tabTo(page, ".queue-row");
}

/** By keys, and by the address that comes of it. */
export async function chooseListed(page: Page): Promise<void> {
  await page.keyboard.press("f");
  await focused(page, "#queue-said");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Pick");
  const isPicks = () =>
    [...document.querySelectorAll(".queue-row .kind-chip")].every((chip) =>
      chip.textContent === "Pick"
    ) && document.querySelector(".queue-row") !== null;
  await page.waitForFunction(isPicks);
  assertMatch(page.url(), /\?kind=pick$/);
  await page.reload();
  await page.locator(".queue-row").first().waitFor();
  assert(await page.evaluate(isPicks), "who is sent the address sees the same");
  await page.locator("#queue-said").focus();
  await page.keyboard.type("all rev");
  await page.locator(".queue-row .review-badge").first().waitFor();
  await page.locator(".queue-filter select").nth(2).selectOption("ben");
  await page.waitForFunction(() =>
    [...document.querySelectorAll(".queue-reasons")].every(({ textContent }) =>
      textContent!.startsWith("ben: ")
    )
  );
  assertMatch(page.url(), /kind=pick&said=anything&author=ben$/);
  await page.locator(".queue-filter input").first().fill("2100-01-01");
  await page.keyboard.press("Enter");
  await page.locator(".queue button", { hasText: "Show all" }).click();
  await page.locator(".queue-row .queue-score").first().waitFor();
  assert(!page.url().includes("?"));
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
}
