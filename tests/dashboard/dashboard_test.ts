import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { type DashboardScene, withDashboard } from "./dashboard_scene.ts";
import { findViolations } from "./find_violations.ts";
import { withBrowser } from "./open_browser.ts";
import { findMissingBasics } from "./page_basics.ts";
import { tabTo, visitPage } from "./visit_page.ts";
import { type WatchedPage, watchPage } from "./watch_page.ts";

const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 375, height: 812 };

/** Widths and themes in which every page is looked at. */
const LOOKS = [WIDE, PHONE].flatMap((viewport) =>
  (["light", "dark"] as const).map((colorScheme) => ({ viewport, colorScheme }))
);

const RECORD_PAGES = ["/forecasts", "/skill", "/models", "/models/etas-city"];

/** Bytes of a first visit, compressed where the server does so: 1 MiB is a second on a slow line. */
const MOST_BYTES = 1_048_576;

Deno.test("the dashboard in a browser, from a live alert to the cards of models", async (test) => {
  await withDashboard({ speed: 1, quietSeconds: 4 }, async (scene) => {
    await withBrowser(async (browser) => {
      const watched = await watchPage(browser, scene.url, { colorScheme: "light" });
      const { page, faults } = watched;
      await test.step("an alert counts down at every site", () => seeAlert(page, scene));
      await test.step("a first visit is small and fast", () => measureVisit(watched));
      await test.step("the event gets an aftershock forecast, on its map", async () => {
        await scene.after(10);
        await seeAftershocks(page, scene);
      });
      await test.step("the colours change, and stay", () => switchTheme(page));
      await test.step("everything is reached by the keyboard alone", () => useKeyboard(page));
      await test.step("the live page is accessible, in every look", () =>
        checkPages(page, ["/live"]));
      assertEquals(faults, []);
      const records = await scene.serveRecords();
      try {
        await scene.stop();
        await test.step("the other pages are accessible, in every look", async () => {
          const other = await watchPage(browser, records.url);
          await other.page.goto(`${records.url}/#/models`);
          await checkPages(other.page, RECORD_PAGES);
          assertEquals(other.faults, []);
        });
      } finally {
        await records.stop();
      }
    });
  });
});

/** What a page said of a site between two revisions of an alert: seconds until S, and the page's clock in seconds. */
type Counted = [seconds: number, clock: number][];

/** Seconds of the clock in which a countdown is looked at; a revision may move it, so it lies between two of them. */
const COUNTED_SECONDS = 0.5;

/**
 * Opens the first page, and reads what it says of each site between two messages of the alert, until it was long
 * enough at three of them: there the seconds fall as time passes. The next message may say another time of S.
 */
async function seeAlert(page: Page, scene: DashboardScene): Promise<void> {
  await page.goto(scene.url);
  const counted = await page.evaluate((least) => {
    const found = new Map<string, Counted>();
    const read = () => {
      for (const site of document.querySelectorAll('.site[data-countdown="counting"]')) {
        const message = site.closest(".alert")!.querySelector(".alert-message")!.textContent;
        const key = `${site.querySelector(".site-name span")!.textContent}, ${message}`;
        const seconds = parseFloat(site.querySelector(".site-countdown")!.textContent!);
        const told = found.get(key) ?? [];
        if (told.at(-1)?.[0] !== seconds) {
          found.set(key, [...told, [seconds, performance.now() / 1000]]);
        }
      }
      return [...found].filter(([, told]) => told.at(-1)![1] - told[0][1] >= least);
    };
    return new Promise<[string, Counted][]>((resolve) => {
      const timer = setInterval(() => {
        const long = read();
        if (new Set(long.map(([key]) => key.split(",")[0])).size < 3) return;
        clearInterval(timer);
        resolve(long);
      }, 20);
    });
  }, COUNTED_SECONDS);
  for (const [key, told] of counted) {
    const [first, last] = [told[0], told.at(-1)!];
    const [fallen, passed] = [first[0] - last[0], last[1] - first[1]];
    assert(Math.abs(fallen - passed) < 0.4, `${key}: ${fallen} s fell in ${passed} s`);
  }
  assertMatch(await page.locator(".alert-sentence").first().innerText(), /magnitude \d\.\d ± \d/i);
}

/** Bytes that came and the time of the first paint; both are told. */
async function measureVisit({ page, transferredBytes }: WatchedPage): Promise<void> {
  const bytes = transferredBytes();
  const paintMs = await page.evaluate(() =>
    performance.getEntriesByName("first-contentful-paint")[0].startTime
  );
  // deno-lint-ignore no-console
  console.log(`${bytes} bytes, first paint after ${Math.round(paintMs)} ms`);
  assert(bytes > 10_000 && bytes < MOST_BYTES);
  assert(paintMs > 0 && paintMs < 10_000);
}

/** Makes the forecast that is due after the event, and finds it on the page. */
async function seeAftershocks(page: Page, scene: DashboardScene): Promise<void> {
  const { made } = await scene.forecast();
  const notice = made.find(({ id }) => id.includes("aftershock"));
  assert(notice !== undefined, "an aftershock forecast");
  await visitPage(page, `/forecasts/${encodeURIComponent(notice.id)}`);
  const sentence = await page.locator(".sentence").innerText();
  assertMatch(sentence, /probabilit/);
  const [row] = await page.locator(".chances tbody tr").all();
  assertMatch(await row.innerText(), /%[^]*expected[^]* to /);
  const map = page.locator(".map svg[role=group]").first();
  await map.hover();
  assertMatch(await page.locator(".readout").innerText(), /° [NS], .*° [EW]: [\d.e-]+ expected/);
  assert(await page.locator(".map path[class^='rate-'][d]").count() >= 4, "cells in colours");
  await page.getByText("most active of").first().click();
  assertEquals(await page.locator("details[open] tbody tr").count(), 10);
}

async function switchTheme(page: Page): Promise<void> {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.getByText("Dark", { exact: true }).click();
  const dark = await ground();
  assert(light !== dark, "another ground");
  await page.reload();
  await page.locator("main h1").waitFor();
  assertEquals(await ground(), dark);
  await page.getByText("Auto", { exact: true }).click();
  assertEquals(await ground(), light);
}

/** No click: skip link, pages, a map and a table by Tab, Enter and arrows. */
async function useKeyboard(page: Page): Promise<void> {
  await page.goto("about:blank");
  await page.goBack();
  await page.locator("main h1").waitFor();
  await tabTo(page, ".skip-link");
  await page.keyboard.press("Enter");
  assertEquals(await page.evaluate(() => document.activeElement?.id), "main");
  for (const title of ["Skill", "Models", "Live", "Forecasts"]) {
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await tabTo(page, `nav a[href="#/${title.toLowerCase()}"]`);
    assert(await page.evaluate(() => document.activeElement!.matches(":focus-visible")));
    await page.keyboard.press("Enter");
    await page.locator("main h1", { hasText: title }).waitFor();
  }
  await page.locator(".map svg[role=group]").waitFor();
  await tabTo(page, ".map svg[role=group]");
  await page.keyboard.press("+");
  await page.keyboard.press("ArrowLeft");
  assertMatch(await page.locator(".readout").innerText(), /expected$/);
  await tabTo(page, "summary");
  await page.keyboard.press("Enter");
  await tabTo(page, "details[open] tbody button");
  await page.keyboard.press("Enter");
  const chosen = await page.evaluate(() => document.activeElement!.textContent);
  assert((await page.locator(".readout").innerText()).startsWith(chosen!));
}

async function checkPages(page: Page, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await visitPage(page, path);
    for (const { viewport, colorScheme } of LOOKS) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      await settleWidth(page);
      const found = [...await findMissingBasics(page), ...await findViolations(page)];
      const look = `${path}, ${viewport.width} wide, ${colorScheme}`;
      assertEquals(found, [], `${look}: ${found.join("\n")}`);
    }
    await page.setViewportSize(WIDE);
  }
}

/** Maps and plots follow the width in a moment, longer where the machine is busy; what then is still too wide is told. */
async function settleWidth(page: Page): Promise<void> {
  await page.waitForTimeout(150);
  const fits = () => document.documentElement.scrollWidth <= document.documentElement.clientWidth;
  await page.waitForFunction(fits, undefined, { timeout: 5_000 }).catch(() => {});
}
