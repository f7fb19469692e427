import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { Page } from "playwright-core";
import type { Pick } from "../../../engine/domain/mod.ts";
import { findViolations } from "../find_violations.ts";
import { type LiveServer, withLiveServer } from "../live_server.ts";
import { openPage, withBrowser } from "../open_browser.ts";
import { findMissingBasics } from "../page_basics.ts";
import { tabTo } from "../visit_page.ts";
import { chooseListed, keepDraft, relocate } from "./analyst_steps.ts";
import { openReviewClient } from "./review_client.ts";
import { focused, goTo, shownItem, told } from "./review_keys.ts";

/** Seconds since the simulated earthquake: all its picks are made, and the system keeps their waveforms. */
const SINCE_MS = 60_000;

/** What Chromium writes to the console of an answer that the page expects. */
const CONFLICT = /status of 409/;

Deno.test("a person reviews by the keyboard alone, meets another one, and changes their mind", async (test) => {
  await withLiveServer(async (server) => {
    server.network.quake({ timeMs: Date.now() - SINCE_MS });
    await withBrowser(async (browser) => {
      const { page, errors } = await openPage(browser, `${server.url}/#/review`);
      await page.locator(".queue-row").nth(5).waitFor();
      await page.locator(".connection, .review-item").first().waitFor();
      await test.step("the queue is walked by arrows and letters", () => walkQueue(page));
      await test.step("one item is accepted, and leaves the queue", () => acceptOne(page, server));
      await test.step("a pick is moved by arrows", () => movePick(page, server));
      await test.step("another person was first: one looks again and decides", () =>
        meetAnother(page, server));
      await test.step("a review is undone", () => undo(page, server));
      await test.step("what another person says is seen without loading anew", () =>
        seeAnother(page, server));
      await test.step("a draft waits for its author, and is discarded", () => keepDraft(page));
      await test.step("an event is located anew with what was said of its picks", () =>
        relocate(page, server));
      await test.step("what is listed is chosen, and is in the address", () => chooseListed(page));
      await test.step("the keys are shown, switched off and on, and nothing traps the focus", () =>
        seeKeys(page));
      await test.step("it is accessible on a phone and a wide screen, in both themes", () =>
        checkLooks(page));
      assertEquals(errors.filter((error) => !CONFLICT.test(error)), []);
      assertEquals(errors.length, 1, "the one conflict");
    });
  }, { given: { writable: true } });
});

async function walkQueue(page: Page): Promise<void> {
  await tabTo(page, ".queue-row");
  const first = await shownItem(page);
  const at = (place: number) =>
    focused(page, `.queue-items li:nth-child(${place}) .queue-row[aria-current=true]`);
  await at(1);
  await page.keyboard.press("ArrowDown");
  await at(2);
  await page.keyboard.press("j");
  await at(3);
  assert((await shownItem(page)).itemId !== first.itemId);
  await page.keyboard.press("k");
  await at(2);
  await page.keyboard.press("End");
  await focused(page, ".queue-items li:last-child .queue-row");
  await page.keyboard.press("Home");
  await at(1);
  assertEquals(await shownItem(page), first);
  assertEquals(await page.locator('.queue-row[tabindex="0"]').count(), 1);
}

async function acceptOne(page: Page, { network }: LiveServer): Promise<void> {
  const { kind, itemId } = await shownItem(page);
  await page.keyboard.press("a");
  await focused(page, "#review-reason");
  await page.keyboard.type("all stations agree");
  await page.keyboard.press("Enter"); // a name is asked for first
  await focused(page, "#review-author");
  await page.keyboard.type("anna");
  await page.keyboard.press("Enter");
  await told(page, /Kept as review 1: you accepted/);
  await page.locator("#item-title + p .review-badge", { hasText: "accepted" }).waitFor();
  await page.waitForFunction(
    (path) => document.getElementById(`row:/review/${path}`) === null,
    `${kind}/${encodeURIComponent(itemId)}`,
  );
  await focused(page, "#review-told"); // letters are still for the item that is shown
  const { newest, state } = network.database.reviews.state(kind, itemId);
  assertEquals([state, newest!.author, newest!.reason], ["accepted", "anna", "all stations agree"]);
  await tabTo(page, ".queue-row");
  await focused(page, ".queue-row:not([aria-current])"); // its own is gone, this is the next
  await page.keyboard.press("r");
  await focused(page, ".queue-row[aria-current]"); // shown before it is judged
  assertEquals(await page.locator("[name=decision]:checked").count(), 0);
}

async function movePick(page: Page, { network }: LiveServer): Promise<void> {
  const itemId = await goTo(page, "pick");
  await page.locator(".plot-trace").first().waitFor();
  await page.keyboard.press("e");
  await focused(page, ".pick-slider");
  await page.locator('.station-mark[data-expected="true"]').first().waitFor();
  await page.locator('.section-row[data-own="true"] .pick-line').waitFor({ state: "attached" });
  assert(await page.locator('.section-row[data-own="false"] .plot-trace').count() >= 3);
  await page.keyboard.press("-");
  assertEquals(await page.locator(".pick-plot select").inputValue(), "10");
  for (const key of ["ArrowRight", "ArrowRight", "ArrowRight", "Shift+ArrowRight"]) {
    await page.keyboard.press(key);
  }
  assertMatch(
    (await page.locator(".pick-slider").getAttribute("aria-valuetext"))!,
    /0\.13 s later$/,
  );
  await page.keyboard.press("s");
  await page.keyboard.press("Enter");
  await focused(page, "#review-reason");
  await page.keyboard.type("the S of the first shock");
  await page.keyboard.press("Enter");
  await told(page, /you revised the pick/);
  const original = network.database.picks.get(itemId) as Pick;
  assertEquals(network.database.reviews.state("pick", itemId).correction, {
    timeMs: Math.round(original.timeMs) + 130,
    ...(original.phase === "S" ? {} : { phase: "S" }),
  });
}

async function meetAnother(page: Page, { network, url }: LiveServer): Promise<void> {
  const itemId = await goTo(page, "pick");
  await page.keyboard.press("a");
  await focused(page, "#review-reason");
  await page.keyboard.type("clear onset");
  const ben = openReviewClient(url, "ben");
  await ben.say("pick", itemId, { decision: "rejected", reason: "a train passed" });
  await page.locator(".review-note", { hasText: "Another person" }).waitFor();
  await page.keyboard.press("Enter");
  const dialog = page.locator(".conflict-dialog");
  await dialog.waitFor();
  assertStringIncludes(await dialog.innerText(), "ben was first");
  assertStringIncludes(await dialog.innerText(), "a train passed");
  assertEquals(await findViolations(page), []);
  await page.keyboard.press("Enter"); // "Look again" has the focus
  await focused(page, "#review-reason");
  assertEquals(await page.locator("#review-reason").inputValue(), "clear onset");
  assertEquals(network.database.reviews.state("pick", itemId).state, "rejected");
  await page.locator(".review-history li", { hasText: "ben rejected it" }).waitFor();
  await page.route("**/v1/reviews/pick/**", async (route) => { // a slow server, to the next step
    if (route.request().method() === "GET") await new Promise((done) => setTimeout(done, 400));
    await route.continue();
  });
  await page.keyboard.press("Enter");
  await told(page, /Kept as review 2/);
  assertEquals(network.database.reviews.state("pick", itemId).state, "accepted");
}

async function undo(page: Page, { network }: LiveServer): Promise<void> {
  const { kind, itemId } = await shownItem(page);
  await page.locator(".review-history .key-button").waitFor();
  await page.keyboard.press("u");
  await focused(page, "#review-reason");
  await page.keyboard.type("ben is right");
  await page.keyboard.press("Enter");
  await told(page, /Kept as review 3: you undid a review/); // no conflict with what was said just now
  await page.unrouteAll({ behavior: "wait" });
  const { state, number, newest } = network.database.reviews.state(kind, itemId);
  assertEquals([state, number, newest!.undoes], ["rejected", 3, 2]);
  await page.locator("#item-title + p .review-badge", { hasText: "rejected" }).waitFor();
  await page.locator(".review-history li").nth(2).waitFor();
  assertEquals(await page.locator(".review-history li").count(), 3);
}

async function seeAnother(page: Page, { url }: LiveServer): Promise<void> {
  const itemId = await goTo(page, "pick");
  await page.locator("#item-title + p .review-badge", { hasText: "automatic" }).waitFor();
  const correction = { phase: "S", timeErrorSeconds: 0.05 };
  await openReviewClient(url, "ben")
    .say("pick", itemId, { decision: "revised", reason: "it is S", correction });
  const seen = { timeout: 5_000 }; // the feed tells it: sooner than the page would look
  await page.locator("#item-title + p .review-badge", { hasText: "revised" }).waitFor(seen);
  await page.locator(".recent-reviews li", { hasText: "Pick revised by ben" }).waitFor(seen);
}

async function seeKeys(page: Page): Promise<void> {
  await page.keyboard.press("?");
  const dialog = page.locator(".review-dialog[open]");
  await dialog.waitFor();
  await tabTo(page, ".check input");
  await page.keyboard.press("Space");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  const before = await shownItem(page);
  await page.keyboard.press("j");
  await page.waitForTimeout(100);
  assertEquals(await shownItem(page), before, "letters are off");
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  for (
    const stop of [
      ".review-head button",
      ".queue-row",
      ".pick-slider",
      "#review-reason",
      ".footer a",
    ]
  ) {
    await tabTo(page, stop);
    assert(await page.evaluate(() => document.activeElement!.matches(":focus-visible")), stop);
  }
  await page.evaluate(() => localStorage.setItem("quakecast-review-keys", "on"));
  await page.reload();
  await page.locator(".queue-row").first().waitFor();
}

/** Both widths and both themes, of a pick and of an event with its fields. */
async function checkLooks(page: Page): Promise<void> {
  const looks = [
    { kind: "pick", viewport: { width: 375, height: 812 }, colorScheme: "dark" },
    { kind: "event", viewport: { width: 1440, height: 900 }, colorScheme: "light" },
    { kind: "event", viewport: { width: 375, height: 812 }, colorScheme: "light" },
  ] as const;
  await tabTo(page, ".queue-row");
  for (const { kind, viewport, colorScheme } of looks) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    await goTo(page, kind, "Home");
    await page.keyboard.press("e");
    await focused(page, ".first-correction");
    await page.waitForTimeout(150);
    const found = [...await findMissingBasics(page), ...await findViolations(page)];
    assertEquals(found, [], `${kind}, ${viewport.width} wide: ${found.join("\n")}`);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await focused(page, ".queue-row");
  }
}
