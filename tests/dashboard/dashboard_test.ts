import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import type { AlertMessage } from "../../engine/domain/mod.ts";
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

/** Both widths and both themes, for pages that change as little as those of records. */
const CROSSED_LOOKS = [LOOKS[0], LOOKS[3]];

const RECORD_PAGES = ["/review", "/forecasts", "/skill", "/models", "/models/etas-city"];

/** Bytes of the page and its files, packed: under a second on a slow line. */
const MOST_BYTES = 300_000;

Deno.test("the dashboard in a browser, from a live alert to the cards of models", async (test) => {
  await withBrowser(async (browser) => { // open before the scene begins, which waits for nobody
    await withDashboard({ speed: 1, quietSeconds: 8 }, async (scene) => {
      const watched = await watchPage(browser, scene.url, { colorScheme: "light" });
      const { page, faults } = watched;
      await test.step("an alert counts down at sites", () => seeAlert(page, scene));
      await test.step("a first visit is small and fast", () => measureVisit(watched));
      await test.step("the event gets an aftershock forecast, on its map", async () => {
        await scene.after(10);
        await seeAftershocks(page, scene);
      });
      await test.step("the colours change, and stay", () => switchTheme(page));
      await test.step("everything is reached by the keyboard alone", () => useKeyboard(page));
      await test.step("the live page is accessible, in every look", () =>
        checkPages(page, ["/live"], LOOKS));
      assertEquals(faults, []);
      const records = await scene.serveRecords();
      try {
        await scene.stop();
        await test.step("the other pages are accessible, at both widths and in both themes", async () => {
          const other = await watchPage(browser, records.url);
          await other.page.goto(`${records.url}/#/models`);
          await checkPages(other.page, RECORD_PAGES, CROSSED_LOOKS);
          assertEquals(other.faults, []);
        });
      } finally {
        await records.stop();
      }
    });
  });
});

/** What a page said of a site in one message of an alert: seconds until S beside its clock, UTC epoch milliseconds. */
type Counted = [seconds: number, clockMs: number][];

/** Readings of a countdown that are enough. */
const ENOUGH = 2;

/**
 * Countdowns, of a site in a message, that are waited for. Where the machine is so busy that the alert comes late, S
 * is at most sites by then: one must be left. That every site has its own is seen in live_page_test.
 */
const WANTED = 3;

/** The clock shows whole seconds, and both are drawn a moment late, later where the machine is busy. Milliseconds. */
const [EARLIEST_MS, LATEST_MS] = [-1_000, 2_000];

/**
 * Opens the first page, and reads what it says of each site until there is enough of three countdowns, or no more
 * comes: in each message the seconds fall, and end when the clock is at the time of S which that message told. The
 * next message may tell another time.
 */
async function seeAlert(page: Page, scene: DashboardScene): Promise<void> {
  await page.goto(scene.url);
  const counted = await page.evaluate(({ enough, wanted }) => {
    const found = new Map<string, Counted>();
    const text = (within: Element, selector: string) =>
      within.querySelector(selector)!.textContent!;
    const read = () => {
      const clockMs = Date.parse(text(document.body, ".clock").replace(" ", "T") + "Z");
      for (const site of document.querySelectorAll('.site[data-countdown="counting"]')) {
        const revision = /\d+/.exec(text(site.closest(".alert")!, ".alert-message"))![0];
        const key = `${text(site, ".site-name span")}, ${revision}`;
        const seconds = parseFloat(text(site, ".site-countdown"));
        const told = found.get(key) ?? [];
        if (told.at(-1)?.[0] !== seconds) found.set(key, [...told, [seconds, clockMs]]);
      }
      return [...found].filter(([, told]) => told.length >= enough);
    };
    return new Promise<[string, Counted][]>((resolve) => {
      const startMs = performance.now();
      const timer = setInterval(() => {
        const long = read();
        const isLate = performance.now() - startMs > 40_000;
        if (long.length < wanted && !isLate) return;
        clearInterval(timer);
        resolve(long);
      }, 20);
    });
  }, { enough: ENOUGH, wanted: WANTED });
  assert(counted.length >= 1, `${counted.length} countdowns`);
  for (const [key, told] of counted) {
    const [name, revision] = key.split(", ");
    const alert = scene.messages.filter(({ kind }) => kind === "alert")
      .map(({ data }) => data as AlertMessage).find((one) => one.revision === Number(revision));
    const { sArrivalMs } = alert!.sites.find((site) => site.name === name)!;
    const off = told.map(([seconds, clockMs]) => sArrivalMs - 1000 * seconds - clockMs);
    const isFalling = told.every(([seconds], i) => i === 0 || seconds < told[i - 1][0]);
    const isRight = off.every((ms) => ms > EARLIEST_MS && ms < LATEST_MS);
    assert(isFalling && isRight, `${key}: ${told.join("; ")}, off by ${off.join(", ")} ms`);
  }
  assertMatch(await page.locator(".alert-sentence").first().innerText(), /magnitude \d\.\d ± \d/i);
}

/** Bytes of the page and the time of the first paint; both are told. */
async function measureVisit({ page, pageBytes }: WatchedPage): Promise<void> {
  const bytes = pageBytes();
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

async function checkPages(
  page: Page,
  paths: readonly string[],
  looks: typeof LOOKS,
): Promise<void> {
  for (const path of paths) {
    await visitPage(page, path);
    for (const { viewport, colorScheme } of looks) {
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
